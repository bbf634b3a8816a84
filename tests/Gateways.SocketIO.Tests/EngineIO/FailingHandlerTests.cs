using System.Collections.Concurrent;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.Tests.EngineIO;

/// <summary>An application on bare Engine.IO that fails ends the session it fails in, is heard of, and harms no other.</summary>
public sealed class FailingHandlerTests : IAsyncLifetime
{
    private const string Path = "/engine/";

    private readonly Handler _handler = new();
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() =>
        _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(), configureApp: app => app.MapEngineIO(Path, _handler));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData("throw", true)]
    [InlineData("throw", false)]
    [InlineData("throw later", true)]
    [InlineData("throw later", false)]
    public async Task Message_HandlerFails_TheSessionEndsAndIsLogged(string message, bool usesSocket)
    {
        await using var healthy = await SocketClient.ConnectAsync(Host.Address, path: Path);
        await using EngineClient client = usesSocket ? await SocketClient.ConnectAsync(Host.Address, path: Path) : await PollingClient.ConnectAsync(Host.Address, path: Path);

        await client.SendAsync("4" + message);

        await client.EndedAsync();
        Assert.Equal((CloseReason.InternalError, "forced close"), await _handler.NextCloseAsync());
        Assert.Contains(Host.Log.Lines, static line => line.EventId == 1303 && line.Level == LogLevel.Error);
        await healthy.SendAsync("4hello");
        Assert.Equal("4hello", await healthy.NextAsync());
    }

    [Fact]
    public async Task Open_HandlerFails_TheSocketIsClosed()
    {
        _handler.FailsToOpen = true;
        await using var client = await SocketClient.ConnectAsync(Host.Address, path: Path);

        await client.EndedAsync();

        Assert.Equal(CloseReason.InternalError, (await _handler.NextCloseAsync()).Reason);
    }

    [Fact]
    public async Task Open_HandlerFails_ThePollIsRefused()
    {
        _handler.FailsToOpen = true;

        var refused = await Assert.ThrowsAsync<ConnectRefusedException>(() => PollingClient.ConnectAsync(Host.Address, path: Path));

        Assert.Equal(400, refused.Status);
        Assert.Equal(CloseReason.InternalError, (await _handler.NextCloseAsync()).Reason);
    }

    [Fact]
    public async Task Close_HandlerFails_IsLoggedAndTheServerIsAsBefore()
    {
        _handler.FailsToClose = true;
        await using (var client = await SocketClient.ConnectAsync(Host.Address, path: Path))
        {
            await client.SendAsync("4close");
            await client.EndedAsync();
        }

        Assert.IsType<InvalidOperationException>((await Host.Log.FindAsync(1305)).Error);
        await using var healthy = await SocketClient.ConnectAsync(Host.Address, path: Path);
        await healthy.SendAsync("4hello");
        Assert.Equal("4hello", await healthy.NextAsync());
    }

    [Fact]
    public async Task Close_ByTheApplication_IsCalledAsInNode()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address, path: Path);

        await client.SendAsync("4close");

        await client.EndedAsync();
        Assert.Equal((CloseReason.ServerDisconnect, "forced close"), await _handler.NextCloseAsync());
    }

    private sealed class Handler : EngineIOHandler
    {
        private readonly BlockingCollection<(CloseReason, string)> _closes = [];

        public bool FailsToOpen { get; set; }

        public bool FailsToClose { get; set; }

        public Task<(CloseReason Reason, string Text)> NextCloseAsync() => Task.Run(() => _closes.TryTake(out var close, TimeSpan.FromSeconds(15)) ? close : throw new TimeoutException());

        public override void OnOpen(EngineIOSocket socket)
        {
            if (FailsToOpen)
            {
                throw new InvalidOperationException("no more");
            }
        }

        public override ValueTask OnMessageAsync(EngineIOSocket socket, ReadOnlyMemory<byte> message, bool isText)
        {
            if (message.Span.SequenceEqual("throw"u8))
            {
                throw new InvalidOperationException("now");
            }

            if (message.Span.SequenceEqual("throw later"u8))
            {
                return FailLaterAsync();
            }

            if (message.Span.SequenceEqual("close"u8))
            {
                socket.Close();
            }
            else
            {
                socket.SendText(message.Span);
            }

            return default;
        }

        public override void OnClose(EngineIOSocket socket, CloseReason reason, string description)
        {
            _closes.Add((reason, description));
            if (FailsToClose)
            {
                throw new InvalidOperationException("not closed");
            }
        }

        private static async ValueTask FailLaterAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        }
    }
}
