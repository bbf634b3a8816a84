using Gateways.Generators.Tests.Testing;
using Gateways.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Tests;

/// <summary>How generated code finds handlers by name, and what it says of its gateway.</summary>
public sealed class DispatchTests
{
    [Fact]
    public void FindHandler_NamesOfOneLength_AreToldApart()
    {
        var gateway = Load("""
            [SubscribeMessage("join")] public void A() { }
            [SubscribeMessage("quit")] public void B() { }
            [SubscribeMessage("say")] public void C() { }
            """);

        Assert.Equal([0, 1, 2, -1, -1, -1], new[] { "join", "quit", "say", "JOIN", "", "joint" }.Select(gateway.FindHandler));
    }

    [Theory]
    [InlineData("\"quoted\"")]
    [InlineData("back\\slash")]
    [InlineData("line\nend\ttab\0")]
    [InlineData("{brace} {{two}}")]
    [InlineData("grüße")]
    [InlineData("日本")]
    [InlineData("😀")]
    [InlineData("zero\u200bwidth\u2028")]
    [InlineData("room:joined")]
    [InlineData("")]
    public void FindHandler_OddName_IsFound(string name)
    {
        var literal = Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(name, quote: true);
        var gateway = Load($"[SubscribeMessage({literal})] public void Handle() {{ }}");

        Assert.Equal(0, gateway.FindHandler(name));
        Assert.Equal(name, Assert.Single(gateway.Descriptor.Handlers).EventName);
    }

    [Fact]
    public void FindHandler_NameWithLoneSurrogate_IsLeftOut() =>
        Assert.Empty(Load("[SubscribeMessage(\"\\ud800\")] public void Handle() { }").Descriptor.Handlers);

    [Fact]
    public void FindHandler_EventWithTwoHandlers_IsTheFirst()
    {
        var gateway = Load("[SubscribeMessage(\"e\")] public void First() { } [SubscribeMessage(\"e\")] public void Second() { }");

        Assert.Equal("First", Assert.Single(gateway.Descriptor.Handlers).MethodName);
    }

    [Fact]
    public async Task InvokeAsync_UnknownHandler_Throws()
    {
        var gateway = Load("[SubscribeMessage(\"e\")] public void Handle() { }");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => gateway.SendAsync("unknown"));
    }

    [Theory]
    [InlineData("public void Handle([MessageBody] ref int value) { }")]
    [InlineData("public void Handle(out int value) => value = 1;")]
    [InlineData("public void Handle(Span<byte> value) { }")]
    [InlineData("public void Handle(string undecorated) { }")]
    [InlineData("public void Handle([MessageBody] dynamic value) { }")]
    [InlineData("public void Handle([MessageBody, FromServices] string value) { }")]
    [InlineData("public void Handle([ConnectedSocket] string value) { }")]
    [InlineData("public void Handle([FromServices] IGatewayClient value) { }")]
    [InlineData("public void Handle<T>([MessageBody] T value) { }")]
    [InlineData("public static void Handle() { }")]
    [InlineData("public System.Threading.Channels.ChannelReader<int> Handle() => throw null!;")]
    [InlineData("public IAsyncEnumerable<Task> Handle() => throw null!;")]
    [InlineData("public System.IO.MemoryStream Handle() => throw null!;")]
    [InlineData("public Task<Task> Handle() => throw null!;")]
    [InlineData("public WsResponse<int>? Handle() => null;")]
    [InlineData("public Action Handle() => () => { };")]
    [InlineData("public ref int Handle() => throw null!;")]
    public async Task Handler_OfUnsupportedForm_IsLeftOutAndReported(string handler)
    {
        var run = GeneratorRun.Of(Source($"[SubscribeMessage(\"odd\")] {handler} [SubscribeMessage(\"good\")] public void Good() {{ }}"));

        Assert.Equal(["good"], Assert.Single(run.Gateways).Handlers.Select(model => model.EventName));
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AllAnalyzers.RunAsync(run.Output)).Severity);
    }

    [Theory]
    [InlineData("chat", "/chat")]
    [InlineData("/chat/", "/chat")]
    [InlineData("//chat//room", "/chat//room")]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData(" /chat ", "/chat")]
    [InlineData("/rooms/{id}", "/rooms/{id}")]
    [InlineData("{tenant}/rooms/{*rest}/", "/{tenant}/rooms/{*rest}")]
    public void Path_AsWritten_IsNormalised(string written, string path) => Assert.Equal(path, CompiledGateway.Load($$"""
        namespace Chat;
        [WebSocketGateway("{{written}}")] public sealed partial class ChatGateway;
        """).Descriptor.Path);

    [Fact]
    public void Descriptor_Defaults_AreThoseOfTheContract()
    {
        var descriptor = Load("").Descriptor;

        Assert.Equal(GatewayLifetime.Singleton, descriptor.Lifetime);
        Assert.Equal(1, descriptor.MaxConcurrency);
        Assert.Equal(GatewayTransports.All, descriptor.Transports);
        Assert.Equal(GatewayHooks.None, descriptor.Hooks);
        Assert.Equal(0, descriptor.Port);
    }

    [Fact]
    public void Descriptor_EverythingSet_SaysSo()
    {
        var descriptor = CompiledGateway.Load("""
            namespace Chat;

            [WebSocketGateway("/chat", Lifetime = GatewayLifetime.PerMessage, MaxConcurrency = 8, Port = 8081, Transports = GatewayTransports.SocketIO | GatewayTransports.ServerSentEvents)]
            public sealed partial class ChatGateway : IOnGatewayInit, IOnGatewayConnection, IOnGatewayDisconnect
            {
                ValueTask IOnGatewayInit.AfterInitAsync(IGatewayServer server, CancellationToken cancellationToken) => default;
                ValueTask IOnGatewayConnection.HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => default;
                ValueTask IOnGatewayDisconnect.HandleDisconnectAsync(IGatewayClient client, DisconnectContext context) => default;
                [SubscribeMessage("e", MaxConcurrency = 3)] public void Handle() { }
            }
            """).Descriptor;

        Assert.Equal(GatewayLifetime.PerMessage, descriptor.Lifetime);
        Assert.Equal(8, descriptor.MaxConcurrency);
        Assert.Equal(8081, descriptor.Port);
        Assert.Equal(GatewayTransports.SocketIO | GatewayTransports.ServerSentEvents, descriptor.Transports);
        Assert.Equal(GatewayHooks.Init | GatewayHooks.Connection | GatewayHooks.Disconnect, descriptor.Hooks);
        Assert.Equal(new MessageHandlerDescriptor("e", "Handle", MaxConcurrency: 3), Assert.Single(descriptor.Handlers));
    }

    private static CompiledGateway Load(string members) => CompiledGateway.Load(Source(members));

    private static string Source(string members) => $$"""
        namespace Chat;

        [WebSocketGateway("/chat")]
        public sealed partial class ChatGateway
        {
            {{members}}
        }
        """;
}
