using System.Text;
using BenchmarkDotNet.Attributes;
using Gateways.Connections;
using Gateways.WebSockets.Protocol;

namespace Gateways.Benchmarks.Micro;

/// <summary>One message from its text to its queued ack: decode, find, bind, call, serialise, frame.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class DispatchBenchmark
{
    private readonly Dictionary<string, byte[]> _messages = new()
    {
        ["nothing"] = Encoding.UTF8.GetBytes("""{"event":"nothing","id":1}"""),
        ["point"] = Encoding.UTF8.GetBytes("""{"event":"point","id":1,"data":{"x":1,"y":2}}"""),
        ["chat"] = Encoding.UTF8.GetBytes("{\"event\":\"chat\",\"id\":1,\"data\":{\"roomId\":\"7b0c2b8e-6d7f-4f0a-9c43-0a1b2c3d4e5f\",\"content\":\"" + new string('x', 100) + "\"}}"),
    };

    private MicroHost _host = null!;
    private GatewayConnection _connection = null!;
    private IGatewaySession _session = null!;
    private byte[] _message = null!;

    [Params("nothing", "point", "chat")]
    public string Event { get; set; } = "";

    [GlobalSetup]
    public async Task Setup()
    {
        _host = await MicroHost.StartAsync();
        (_connection, _session) = _host.Connect(new WebSocketCodec(bareReturnValues: true));
        _message = _messages[Event];
    }

    [GlobalCleanup]
    public async Task Cleanup() => await _host.DisposeAsync();

    [Benchmark]
    public void Dispatch()
    {
        _connection.BeginBatch();
        WebSocketMessage.TryDecode(_message, out var message);
        _session.ReceiveAsync(message).GetAwaiter().GetResult();
        _connection.EndBatch();
    }
}
