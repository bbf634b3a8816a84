using Gateways.Generators.Tests.Testing;

namespace Gateways.Generators.Tests;

/// <summary>Properties that ask for the server.</summary>
public sealed class ServerPropertyTests
{
    [Theory]
    [InlineData("IGatewayServer Server { get; set; }", "global::Gateways.IGatewayServer<global::Chat.ChatGateway>")]
    [InlineData("IGatewayServer? Server { get; set; }", "global::Gateways.IGatewayServer<global::Chat.ChatGateway>")]
    [InlineData("IGatewayServer<ChatGateway> Server { get; private set; }", "global::Gateways.IGatewayServer<global::Chat.ChatGateway>")]
    [InlineData("IGatewayServer<ChatGateway, IChatEvents> Server { get; set; }", "global::Gateways.IGatewayServer<global::Chat.ChatGateway, global::Chat.IChatEvents>")]
    public void Property_OfServerType_IsFilledFromServices(string property, string service)
    {
        var injected = Assert.Single(Parse(property).ServerProperties);

        Assert.Equal(("Server", service), (injected.Name, injected.ServiceType));
    }

    [Theory]
    [InlineData("IGatewayServer Server { get; }")]
    [InlineData("IGatewayServer Server { get; init; }")]
    [InlineData("static IGatewayServer Server { get; set; }")]
    [InlineData("string Server { get; set; }")]
    [InlineData("IGatewayServer<ChatGateway, IDisposable> Server { get; set; }")]
    public void Property_ThatCannotBeFilled_IsLeftOut(string property) => Assert.Empty(Parse(property).ServerProperties);

    [Fact]
    public void Property_OfBase_IsFilled()
    {
        var run = GeneratorRun.Of("""
            namespace Chat;

            public abstract class BaseGateway
            {
                [WebSocketServer] protected IGatewayServer Server { get; set; } = null!;
            }

            [WebSocketGateway("/chat")] public sealed partial class ChatGateway : BaseGateway;
            """);

        Assert.Equal("Server", Assert.Single(Assert.Single(run.Gateways).ServerProperties).Name);
    }

    private static Model.GatewayModel Parse(string property) => Assert.Single(GeneratorRun.Of($$"""
        #nullable disable warnings
        namespace Chat;

        public interface IChatEvents;

        [WebSocketGateway<IChatEvents>("/chat")]
        public sealed partial class ChatGateway
        {
            [WebSocketServer] public {{property}}
        }
        """).Gateways);
}
