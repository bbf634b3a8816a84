using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateways.Benchmarks.Tests.Workloads;

/// <summary>The smallest server that a workload can talk to: plain WebSocket frames on a port of the system's choice, with one way to misbehave.</summary>
internal sealed class TinyServer : IAsyncDisposable
{
    // The test host blocks pool threads of its own; a machine with two cores would leave the server none for the first second.
    private const int PoolThreads = 16;

    private readonly WebApplication _app;
    private readonly Func<string, string?> _distort;
    private readonly TimeSpan? _abortAfter;
    private readonly ConcurrentDictionary<WebSocket, SemaphoreSlim> _room = new();

    private TinyServer(WebApplication app, Func<string, string?> distort, TimeSpan? abortAfter) => (_app, _distort, _abortAfter) = (app, distort, abortAfter);

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Starts it. Every text it is about to send goes through <paramref name="distort"/>; null swallows it.
    /// A send that takes longer than <paramref name="abortAfter"/> ends its connection.</summary>
    public static async Task<TinyServer> StartAsync(Func<string, string?>? distort = null, TimeSpan? abortAfter = null)
    {
        ThreadPool.SetMinThreads(PoolThreads, PoolThreads);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var server = new TinyServer(app, distort ?? (text => text), abortAfter);
        app.UseWebSockets();
        app.Map("/ws", server.ServeAsync);
        app.MapGet("/stats", () => $"{GC.GetTotalAllocatedBytes()} 0 0 0 0");
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using var sendLock = new SemaphoreSlim(1);
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: WebSocketMessageType.Text } received)
            {
                JsonNode message = JsonNode.Parse(buffer.AsSpan(0, received.Count))!;
                await HandleAsync(socket, sendLock, message["event"]!.GetValue<string>(), message["data"]!.ToJsonString());
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client has gone without a goodbye, or the server is being stopped.
        }
        finally
        {
            _room.TryRemove(socket, out _);
        }
    }

    private async Task HandleAsync(WebSocket socket, SemaphoreSlim sendLock, string name, string data)
    {
        switch (name)
        {
            case "echo":
                await SendAsync(socket, sendLock, $$"""{"event":"echo","data":{{data}}}""");
                break;
            case "join":
                _room[socket] = sendLock;
                await SendAsync(socket, sendLock, """{"event":"join","data":true}""");
                break;
            case "broadcast":
                foreach ((WebSocket member, SemaphoreSlim memberLock) in _room)
                {
                    // Not awaited: a member that does not read holds up nobody.
                    _ = SendAsync(member, memberLock, $$"""{"event":"message","data":{{data}}}""");
                }

                break;
        }
    }

    private async Task SendAsync(WebSocket socket, SemaphoreSlim sendLock, string text)
    {
        if (_distort(text) is not { } sent)
        {
            return;
        }

        try
        {
            await sendLock.WaitAsync();
            try
            {
                // A cancelled send aborts the connection.
                using var limit = new CancellationTokenSource(_abortAfter ?? Timeout.InfiniteTimeSpan);
                await socket.SendAsync(Encoding.UTF8.GetBytes(sent), WebSocketMessageType.Text, true, limit.Token);
            }
            finally
            {
                sendLock.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The member has gone.
        }
    }
}
