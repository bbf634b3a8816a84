using BenchmarkDotNet.Attributes;
using Gateways.Protocol;
using Gateways.SignalR.Protocol;
using Gateways.WebSockets.Protocol;

namespace Gateways.Benchmarks.Micro;

/// <summary>One emit to everyone, half on each of two wires: serialise once, encode once per wire, queue for each.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class BroadcastBenchmark
{
    private readonly ChatMessage _message = new("7b0c2b8e-6d7f-4f0a-9c43-0a1b2c3d4e5f", new string('x', 100));
    private MicroHost _host = null!;
    private IGatewayServer<MicroGateway> _server = null!;

    [Params(2, 100, 1000)]
    public int Clients { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _host = await MicroHost.StartAsync();
        _server = _host.Server;
        IProtocolCodec[] codecs = [new WebSocketCodec(bareReturnValues: true), SignalRCodec.Instance];
        for (var i = 0; i < Clients; i++)
        {
            _host.Connect(codecs[i % codecs.Length]);
        }
    }

    [GlobalCleanup]
    public async Task Cleanup() => await _host.DisposeAsync();

    [Benchmark]
    public ValueTask Emit() => _server.EmitAsync("message", _message);
}
