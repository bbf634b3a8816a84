using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;

namespace Gateways.Benchmarks.Micro;

/// <summary>A connection whose client takes everything at once.</summary>
internal sealed class SinkConnection(GatewayEngine engine, IProtocolCodec codec) : GatewayConnection(engine, ConnectionId.Create())
{
    public override GatewayTransports Transport => GatewayTransports.WebSocket;

    public override IProtocolCodec Codec { get; } = codec;

    protected internal override ValueTask WriteBatchAsync(OutboundBatch batch) => default;

    protected override void WriteGoodbye(ScratchWriter output, CloseReason reason)
    {
    }

    protected override Task EndAsync(CloseReason reason) => Task.CompletedTask;

    protected override void Abort()
    {
    }
}
