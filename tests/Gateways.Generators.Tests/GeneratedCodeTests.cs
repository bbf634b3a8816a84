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
    public void PipedGateway_AllForms_MatchesSnapshot() => Snapshot.Match(GeneratorRun.Of("""
        namespace Chat;

        public sealed record Message(string Text);
        public sealed record Room(Guid Id);
        public interface IClock;
        public class SignedIn : IGuard { public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => default; }
        public sealed class InRoom : SignedIn;
        public sealed class Timing : IInterceptor { public ValueTask<object?> InterceptAsync(GatewayContext context, CallHandler next) => next.HandleAsync(); }
        public sealed class Trim : IPipe { public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new(value); }
        public sealed class ParseInt : IPipe<string, int> { public ValueTask<int> TransformAsync(string value, PipeContext context) => new(int.Parse(value)); }
        public sealed class FindRoom : IPipe<int, Room> { ValueTask<Room> IPipe<int, Room>.TransformAsync(int value, PipeContext context) => throw new WsException("no room"); }
        public sealed class Errors : IExceptionFilter { public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context) => default; }
        public sealed class Invited : IConnectionGuard { public ValueTask<GuardResult> CanConnectAsync(ConnectContext context, CancellationToken cancellationToken) => default; }
        public sealed class RolesAttribute(params string[] roles) : Attribute { public string[] Roles => roles; public string? Policy { get; set; } }

        [WebSocketGateway("/chat/{roomId}", Port = 8081)]
        [UseConnectionGuards<Invited>, UseGuards<SignedIn>(OncePerClient = true), UseFilters<Errors>]
        [Roles("member", "guest", Policy = "strict")]
        public sealed partial class ChatGateway
        {
            [SubscribeMessage("say"), UseGuards<InRoom>, UseInterceptors<Timing>, Roles("member")]
            public Task<Message> Say([MessageBody] Message message, [FromServices] IClock clock, [WsParam("roomId")] Guid roomId, IGatewayClient client) => Task.FromResult(message);

            [SubscribeMessage("sum")]
            public int Sum([MessageBody] int left, [MessageBody] int right) => left + right;

            [SubscribeMessage("open"), UsePipes<Trim>]
            public Room Open([MessageBody("room"), UsePipes<ParseInt>, UsePipes<FindRoom>] Room room, [MessageBody("page"), UsePipes<ParseInt>] int page = 1) => room;

            [SubscribeMessage("upload")]
            public async IAsyncEnumerable<WsResponse<string?>> Upload(IAsyncEnumerable<byte[]> parts, [WsParam("page")] int? page)
            {
                await foreach (var part in parts)
                    yield return new("part", part.Length.ToString());
            }

            [CatchAll]
            public bool Other([MessageName] string name, [MessageBody] object? body, [Ack] IAck ack) => ack.Send(name);
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
