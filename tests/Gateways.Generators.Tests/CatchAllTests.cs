using Gateways.Generators.Tests.Testing;

namespace Gateways.Generators.Tests;

/// <summary>Handlers of every event that has no other.</summary>
public sealed class CatchAllTests
{
    [Fact]
    public async Task CatchAll_IsDescribedAndNotFoundByName()
    {
        var gateway = Load("""
            [CatchAll(MaxConcurrency = 3)] public string Rest([MessageName] string name, [MessageBody] int? body) => $"{name} {body}";
            [SubscribeMessage("known")] public string Known([MessageName] string name) => name;
            """);

        Assert.Equal([("*", true, 3), ("known", false, 0)], gateway.Descriptor.Handlers.Select(handler => (handler.EventName, handler.IsCatchAll, handler.MaxConcurrency)));
        Assert.Equal([-1, -1, 1], new[] { "*", "other", "known" }.Select(gateway.FindHandler));
        Assert.Equal(Outcome.Value("\"other 5\""), await gateway.SendAsync("other", "5"));
        Assert.Equal(Outcome.Value("\"known\""), await gateway.SendAsync("known"));
    }

    [Fact]
    public async Task CatchAll_Alone_IsCalled()
    {
        var gateway = Load("[CatchAll] public string Rest([MessageName] string name) => name;");

        Assert.Equal(-1, gateway.FindHandler(""));
        Assert.Equal(Outcome.Value("\"any\""), await gateway.SendAsync("any"));
    }

    [Fact]
    public void CatchAll_BesideAnEventCalledStar_IsAnother()
    {
        var gateway = Load("[SubscribeMessage(\"*\")] public void Star() { } [CatchAll] public void Rest() { }");

        Assert.Equal([("Star", false), ("Rest", true)], gateway.Descriptor.Handlers.Select(handler => (handler.MethodName, handler.IsCatchAll)));
        Assert.Equal(0, gateway.FindHandler("*"));
    }

    [Fact]
    public void CatchAll_Twice_IsTheFirst() =>
        Assert.Equal("First", Assert.Single(Load("[CatchAll] public void First() { } [CatchAll] public void Second() { }").Descriptor.Handlers).MethodName);

    [Fact]
    public void CatchAll_BesideSubscribeMessage_IsTheEvent()
    {
        var handler = Assert.Single(Load("[CatchAll, SubscribeMessage(\"e\")] public void Handle() { }").Descriptor.Handlers);

        Assert.Equal(("e", false), (handler.EventName, handler.IsCatchAll));
    }

    private static CompiledGateway Load(string members) => CompiledGateway.Load($$"""
        namespace Chat;

        [WebSocketGateway("/chat")]
        public sealed partial class ChatGateway
        {
            {{members}}
        }
        """);
}
