using System.Diagnostics;
using System.Text;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>Volatile events of a connection hook, which runs while the reply to CONNECT is on its way: nothing else is written then, so they are dropped.</summary>
public sealed class HookVolatileTests : IAsyncLifetime
{
    /// <summary>How long nothing follows the reply.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Volatile_WhileTheReplyIsBeingWritten_IsDropped()
    {
        var (written, hooked) = (new Signal(), new Signal());
        Host.Probe.Connecting = async (client, cancellationToken) =>
        {
            await client.Volatile.EmitAsync("tick", cancellationToken);
            await client.EmitAsync("welcome", cancellationToken);
            hooked.Set();
        };
        var link = new RecordedLink { Writing = bytes => Encoding.UTF8.GetString(bytes).Contains("40/spec", StringComparison.Ordinal) ? written.Task : Task.CompletedTask };
        var serving = link.ServeAsync(Host);
        Assert.StartsWith("0{", await link.NextTextAsync(), StringComparison.Ordinal);

        await link.SendAsync(RawWebSocket.Text("40/spec,"));
        Assert.StartsWith("40/spec,{", await link.NextTextAsync(), StringComparison.Ordinal);
        await hooked.WaitAsync();
        written.Set();

        Assert.Equal("42/spec,[\"welcome\"]", await link.NextTextAsync());
        link.End();
        await serving.Soon();
    }

    /// <summary>The reply is written by then, and the moment after it is not over: of a hook that was quick enough for that, and no other, it is known.</summary>
    [Fact]
    public async Task Volatile_RightBehindTheReply_IsDropped()
    {
        var elapsed = TimeSpan.MaxValue;
        var asked = 0L;
        Host.Probe.Connecting = async (client, cancellationToken) =>
        {
            await client.Volatile.EmitAsync("tick", cancellationToken);
            elapsed = Stopwatch.GetElapsedTime(asked);
            await client.EmitAsync("welcome", cancellationToken);
        };
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (elapsed >= Moment)
        {
            patience.Token.ThrowIfCancellationRequested();
            var link = new RecordedLink();
            var serving = link.ServeAsync(Host);
            Assert.StartsWith("0{", await link.NextTextAsync(), StringComparison.Ordinal);
            asked = Stopwatch.GetTimestamp();
            await link.SendAsync(RawWebSocket.Text("40/spec,"));
            Assert.StartsWith("40/spec,{", await link.NextTextAsync(), StringComparison.Ordinal);

            var next = Encoding.UTF8.GetString((await link.NextAsync()).AsSpan(2));

            Assert.True(elapsed >= Moment || next == "42/spec,[\"welcome\"]", next);
            link.End();
            await serving.Soon();
        }
    }

    [Fact]
    public async Task Volatile_OnceTheHookHasEnded_IsSent()
    {
        var link = new RecordedLink();
        var serving = link.ServeAsync(Host);
        Assert.StartsWith("0{", await link.NextTextAsync(), StringComparison.Ordinal);
        await link.SendAsync(RawWebSocket.Text("40/spec,"), RawWebSocket.Text("42/spec,1[\"echo\",1]"));
        Assert.StartsWith("40/spec,{", await link.NextTextAsync(), StringComparison.Ordinal);
        Assert.Equal("43/spec,1[1]", await link.NextTextAsync());
        var client = await Host.Probe.NextConnectedAsync();

        // The write has been seen, and may not have ended: until it has, they are dropped.
        Task<byte[]> sent = link.NextAsync();
        while (!sent.IsCompleted)
        {
            await client.Volatile.EmitAsync("tick");
            await Task.Yield();
        }

        Assert.Contains("42/spec,[\"tick\"]", Encoding.UTF8.GetString(await sent), StringComparison.Ordinal);
        link.End();
        await serving.Soon();
    }
}
