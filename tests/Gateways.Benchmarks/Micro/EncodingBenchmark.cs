using System.Text;
using BenchmarkDotNet.Attributes;
using Gateways.Protocol;
using Gateways.SignalR.Protocol;
using Gateways.WebSockets.Protocol;

namespace Gateways.Benchmarks.Micro;

/// <summary>An event into the bytes of each wire.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class EncodingBenchmark
{
    private readonly byte[] _payload = Encoding.UTF8.GetBytes($$"""{"roomId":"7b0c2b8e-6d7f-4f0a-9c43-0a1b2c3d4e5f","content":"{{new string('x', 100)}}"}""");
    private readonly WebSocketCodec _webSocket = new(bareReturnValues: true);

    [Benchmark]
    public int WebSocket() => Encode(_webSocket);

    [Benchmark]
    public int SignalR() => Encode(SignalRCodec.Instance);

    private int Encode(IProtocolCodec codec)
    {
        using var scratch = ScratchWriter.Rent();
        codec.WriteEvent(scratch, new EventFrame { Namespace = "/micro", EventName = "\"message\""u8, Arguments = _payload, ArgumentCount = 1 });
        return scratch.WrittenSpan.Length;
    }
}
