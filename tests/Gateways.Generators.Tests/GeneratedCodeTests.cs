using Gateways.Generators.Tests.Testing;

namespace Gateways.Generators.Tests;

/// <summary>What the generated files look like.</summary>
public sealed class GeneratedCodeTests
{
    [Fact]
    public void TypedGateway_AllForms_MatchesSnapshot() => Snapshot.Match(GeneratorRun.Of("""
        namespace Chat;

        public sealed record SendMessage(Guid RoomId, string Content);
        public sealed record MessageReceived(Guid Id, string Content);
        public sealed record JoinedRoom(string RoomId);
        public interface IMessages;

        public interface IChatEvents
        {
            ValueTask MessageReceived(MessageReceived message);
            Task TypingAsync(string user, bool isTyping, CancellationToken cancellationToken);
            [Event("room:closed")] ValueTask RoomClosed();
        }

        [WebSocketGateway<IChatEvents>("chat/", Lifetime = GatewayLifetime.PerConnection, MaxConcurrency = 4, Transports = GatewayTransports.WebSocket | GatewayTransports.SignalR)]
        public sealed partial class ChatGateway : IOnGatewayInit, IOnGatewayConnection, IOnGatewayDisconnect
        {
            [WebSocketServer]
            public IGatewayServer<ChatGateway, IChatEvents> Server { get; set; } = null!;

            public ValueTask AfterInitAsync(IGatewayServer server, CancellationToken cancellationToken) => default;
            public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => default;
            public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context) => default;

            [SubscribeMessage("sendMessage", MaxConcurrency = 2)]
            public Task SendMessage([MessageBody] SendMessage body, [ConnectedSocket] IGatewayClient client, CancellationToken cancellationToken) => Task.CompletedTask;

            [SubscribeMessage("joinRoom")]
            public Task<JoinedRoom> JoinRoomAsync([MessageBody("roomId")] string roomId, [MessageBody("limit")] int limit = 50) => Task.FromResult(new JoinedRoom(roomId));

            [SubscribeMessage("sum")]
            public int Sum([MessageBody] int left, [MessageBody] int? right) => left + (right ?? 0);

            [SubscribeMessage("search")]
            public ValueTask<WsResponse<string[]>> Search([MessageBody] string? text, [FromServices] IMessages messages, [FromKeyedServices("old")] IMessages archive) => default;

            [SubscribeMessage("ping")]
            private void Ping()
            {
            }
        }
        """));

    [Fact]
    public void UntypedGateway_WithoutHandlers_MatchesSnapshot() => Snapshot.Match(GeneratorRun.Of("""
        [WebSocketGateway("/")]
        public partial class SilentGateway;
        """));

    [Fact]
    public void NestedGateway_InPartialTypes_MatchesSnapshot() => Snapshot.Match(GeneratorRun.Of("""
        namespace Chat.@internal;

        public partial struct Outer
        {
            internal partial interface IMiddle
            {
                [WebSocketGateway("/inner")]
                internal sealed partial class @event
                {
                    [SubscribeMessage("go")]
                    public void @switch([MessageBody] string @class) { }
                }
            }
        }
        """));

    [Fact]
    public void ObsoleteHandler_StillServed_SwitchesTheWarningOffInItsFileOnly()
    {
        var run = GeneratorRun.Of("""
            namespace Chat;

            [WebSocketGateway("/old")]
            public sealed partial class OldGateway
            {
                [Obsolete("Use another event."), SubscribeMessage("old")] public void Old() { }
            }

            [WebSocketGateway("/new")]
            public sealed partial class NewGateway
            {
                [SubscribeMessage("new")] public void New() { }
            }
            """);

        Assert.Contains("#pragma warning disable CS0612, CS0618", run.Files["Chat.OldGateway.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("#pragma", run.Files["Chat.NewGateway.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFile_Generated_HasUnixLineEndingsAndOneAtTheEnd()
    {
        var run = GeneratorRun.Of("[WebSocketGateway(\"/a\")] public partial class A { [SubscribeMessage(\"x\")] public void X() { } }");

        Assert.All(run.Files.Values, text =>
        {
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain(" \n", text, StringComparison.Ordinal);
        });
    }
}
