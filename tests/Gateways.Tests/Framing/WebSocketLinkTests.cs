using System.Net.WebSockets;
using Gateways.Framing;
using Gateways.Protocol;
using Gateways.Specification;
using Gateways.Tests.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateways.Tests.Framing;

/// <summary>A link outlives its request, for whoever still holds it; the request's objects serve others by then.</summary>
public sealed class WebSocketLinkTests : IAsyncLifetime, IHttpRequestLifetimeFeature
{
    private const int MaxFragments = 5;

    private static readonly byte[] Frame = [0x81, 1, (byte)'x'];

    private readonly EngineFixture _engine = new();
    private readonly DefaultHttpContext _context = new();
    private HeldStream _stream = new([]);
    private int _aborts;

    public WebSocketLinkTests() => _context.Features.Set<IHttpRequestLifetimeFeature>(this);

    public CancellationToken RequestAborted { get; set; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _stream.Cut();
        await _engine.DisposeAsync();
    }

    void IHttpRequestLifetimeFeature.Abort()
    {
        _aborts++;
        _stream.Cut();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LetGo_ThenAborted_LeavesTheRequestToOthers(bool isFramed)
    {
        var link = Open(isFramed);
        Assert.False(link.Lost.IsCancellationRequested);

        await link.LetGoAsync();
        link.Abort();
        await link.LetGoAsync();

        Assert.Equal(0, _aborts);
        Assert.True(link.Lost.IsCancellationRequested);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LetGo_WriteIsUnderWay_CutsItOff_AndWaitsForIt(bool isFramed)
    {
        var link = Open(isFramed);
        _stream.HoldsWrites = true;
        var writing = link.WriteAsync(Frame).AsTask();
        Assert.False(writing.IsCompleted);

        await link.LetGoAsync().Soon();

        Assert.Equal(1, _aborts);
        await Record.ExceptionAsync(() => writing.Soon());
        Assert.True(writing.IsCompleted);
        link.Abort();
        Assert.Equal(1, _aborts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LetGo_ThenWritten_FailsAsALinkThatIsLost(bool isFramed)
    {
        var link = Open(isFramed);
        await link.WriteAsync(Frame);
        var writes = _stream.Writes;
        await link.LetGoAsync();

        await Assert.ThrowsAsync<IOException>(() => link.WriteAsync(Frame).AsTask());

        Assert.Equal(writes, _stream.Writes);
    }

    [Fact]
    public async Task Abort_WhileTheRequestLasts_EndsIt()
    {
        var link = Open(isFramed: true);

        link.Abort();

        Assert.Equal(1, _aborts);
        await link.LetGoAsync();
        Assert.Equal(1, _aborts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Managed_MessageOfEmptyFragments_IsWholeAfterItsLast(int fragments)
    {
        var receiver = new RecordingReceiver();
        var link = Open(isFramed: false, [.. Fragments(fragments, ""), .. Fragments(1, "x")]);

        var reading = link.ReadAsync(receiver);
        await _stream.AllRead.WaitAsync();
        _stream.Cut();
        await Record.ExceptionAsync(() => reading.Soon());

        Assert.Equal(["''", "'x'"], receiver.Heard.Where(static heard => heard is not ("partial" or "whole")));
        Assert.NotEqual("partial", receiver.Heard.LastOrDefault(static heard => heard is "partial" or "whole"));
    }

    [Fact]
    public async Task Managed_EndlessEmptyFragments_AreTooMany()
    {
        var link = Open(isFramed: false, [.. Fragments(2 * MaxFragments, "")[..^6]]);

        await Assert.ThrowsAsync<ProtocolException>(() => link.ReadAsync(new RecordingReceiver()).Soon());
    }

    /// <summary>One text message in so many frames, each with the same payload, masked with zeros.</summary>
    private static byte[] Fragments(int count, string payload)
    {
        var frames = new List<byte>();
        for (var i = 0; i < count; i++)
        {
            frames.AddRange([(byte)((i == 0 ? 0x01 : 0x00) | (i == count - 1 ? 0x80 : 0x00)), (byte)(0x80 | payload.Length), 0, 0, 0, 0]);
            frames.AddRange(payload.Select(static character => (byte)character));
        }

        return [.. frames];
    }

    private WebSocketLink Open(bool isFramed, byte[]? incoming = null)
    {
        _stream = new HeldStream(incoming ?? []);
        var limits = new WebSocketLimits(1000, MaxFragments);
        return isFramed
            ? new FramedWebSocketLink(_engine.Engine, _stream, _context, limits)
            : new ManagedWebSocketLink(_engine.Engine, WebSocket.CreateFromStream(_stream, new WebSocketCreationOptions { IsServer = true }), _context, limits);
    }
}
