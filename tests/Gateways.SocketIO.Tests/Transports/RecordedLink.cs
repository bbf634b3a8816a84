using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>The two ends of an upgraded connection, one of them the test's.</summary>
internal sealed class RecordedLink : Stream, IHttpUpgradeFeature
{
    /// <summary>What is sent has been read when it is sent: the next comes with another read.</summary>
    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
    private readonly Channel<byte[]> _writes = Channel.CreateUnbounded<byte[]>();

    /// <summary>What a write waits for, by its bytes.</summary>
    public Func<byte[], Task> Writing { get; init; } = static _ => Task.CompletedTask;

    public bool IsUpgradableRequest => true;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => 0;

    public override long Position { get; set; }

    /// <summary>What the upgrade waits for.</summary>
    public Task Upgrading { get; init; } = Task.CompletedTask;

    /// <summary>Asks the server for a WebSocket over this link.</summary>
    public Task ServeAsync(SpecificationHost host) => ServeAsync(host, new DefaultHttpContext { RequestServices = host.Services });

    public Task ServeAsync(SpecificationHost host, DefaultHttpContext context)
    {
        context.Features.Set<IHttpUpgradeFeature>(this);
        foreach (var (name, value) in ((string, string)[])[("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", RawWebSocket.Key)])
        {
            context.Request.Headers[name] = value;
        }

        return AskAsync(host, context, "?EIO=4&transport=websocket");
    }

    /// <summary>Has a request served without a server around it.</summary>
    public static Task AskAsync(SpecificationHost host, HttpContext context, string query, string method = "GET")
    {
        var endpoint = (RouteEndpoint)host.Services.GetRequiredService<EndpointDataSource>().Endpoints.Single(static endpoint => endpoint.DisplayName == "/socket.io/ (Socket.IO)");
        (context.Request.Method, context.Request.Path, context.Request.QueryString) = (method, "/socket.io/", new QueryString(query));
        return endpoint.RequestDelegate!(context);
    }

    public async Task<Stream> UpgradeAsync()
    {
        await Upgrading;
        return this;
    }

    /// <summary>The text of the next write, which holds one short frame and nothing else.</summary>
    public async Task<string> NextTextAsync()
    {
        var write = await NextAsync();
        Assert.Equal(0x81, write[0]);
        var header = write[1] == 126 ? 4 : 2;
        Assert.Equal(write[1] == 126 ? (write[2] << 8) + write[3] : write[1], write.Length - header);
        return Encoding.UTF8.GetString(write.AsSpan(header));
    }

    public Task<byte[]> NextAsync() => _writes.Reader.ReadAsync().Soon();

    public async Task SendAsync(params byte[][] frames) => await _input.Writer.WriteAsync(frames.SelectMany(static frame => frame).ToArray()).AsTask().Soon();

    public void End() => _input.Writer.Complete();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _input.Reader.AsStream().ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var bytes = buffer.ToArray();
        _writes.Writer.TryWrite(bytes);
        return new ValueTask(Writing(bytes));
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) => _writes.Writer.TryWrite(buffer.AsSpan(offset, count).ToArray());

    public override long Seek(long offset, SeekOrigin origin) => Position = offset;

    public override void SetLength(long value) => Position = value;
}
