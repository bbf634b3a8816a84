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

/// <summary>What leaves in one write, seen below the socket.</summary>
public sealed class ConnectReplyTests
{
    [Fact]
    public async Task Connect_HookEmits_TheReplyIsAWriteOfItsOwn()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());
        host.Probe.Connecting = static async (client, _) => await client.EmitAsync("welcome", 1, CancellationToken.None);
        var link = new RecordedLink();
        var serving = Serve(host, link);
        Assert.StartsWith("0{", Text(await link.NextAsync()), StringComparison.Ordinal);

        await link.SendAsync(RawWebSocket.Text("40/spec,"));

        Assert.Matches("""^40/spec,\{"sid":"[A-Za-z0-9_-]{20}"\}$""", Text(await link.NextAsync()));
        Assert.Equal("42/spec,[\"welcome\",1]", Text(await link.NextAsync()));
        link.End();
        await serving.Soon();
    }

    private static Task Serve(SpecificationHost host, RecordedLink link)
    {
        var endpoint = (RouteEndpoint)host.Services.GetRequiredService<EndpointDataSource>().Endpoints.Single(static endpoint => endpoint.DisplayName == "/socket.io/ (Socket.IO)");
        var context = new DefaultHttpContext { RequestServices = host.Services };
        context.Features.Set<IHttpUpgradeFeature>(link);
        (context.Request.Method, context.Request.Path, context.Request.QueryString) = ("GET", "/socket.io/", new QueryString("?EIO=4&transport=websocket"));
        foreach (var (name, value) in ((string, string)[])[("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", RawWebSocket.Key)])
        {
            context.Request.Headers[name] = value;
        }

        return endpoint.RequestDelegate!(context);
    }

    /// <summary>The text of a write that holds one short frame and nothing else.</summary>
    private static string Text(byte[] write)
    {
        Assert.Equal(0x81, write[0]);
        var header = write[1] == 126 ? 4 : 2;
        Assert.Equal(write[1] == 126 ? (write[2] << 8) + write[3] : write[1], write.Length - header);
        return Encoding.UTF8.GetString(write.AsSpan(header));
    }

    /// <summary>The two ends of an upgraded connection, one of them the test's.</summary>
    private sealed class RecordedLink : Stream, IHttpUpgradeFeature
    {
        private readonly Pipe _input = new();
        private readonly Channel<byte[]> _writes = Channel.CreateUnbounded<byte[]>();

        public bool IsUpgradableRequest => true;

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => 0;

        public override long Position { get; set; }

        public Task<Stream> UpgradeAsync() => Task.FromResult<Stream>(this);

        public Task<byte[]> NextAsync() => _writes.Reader.ReadAsync().Soon();

        public async Task SendAsync(byte[] frame) => await _input.Writer.WriteAsync(frame).AsTask().Soon();

        public void End() => _input.Writer.Complete();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _input.Reader.AsStream().ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _writes.Writer.TryWrite(buffer.ToArray());
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

        public override void Write(byte[] buffer, int offset, int count) => _writes.Writer.TryWrite(buffer.AsSpan(offset, count).ToArray());

        public override long Seek(long offset, SeekOrigin origin) => Position = offset;

        public override void SetLength(long value) => Position = value;
    }
}
