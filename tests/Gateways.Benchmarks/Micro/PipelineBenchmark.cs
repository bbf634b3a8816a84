using System.Text;
using BenchmarkDotNet.Attributes;
using Gateways.Connections;
using Gateways.WebSockets.Protocol;

namespace Gateways.Benchmarks.Micro;

/// <summary>
/// What stands around a handler, against the same handler alone: <c>staged</c> has a guard, an interceptor and a pipe that do nothing, <c>validated</c> FluentValidation in place of the pipe. The validator alone is the
/// last row: what <c>validated</c> allocates beyond <c>chat</c> and the validator is the pipeline's own.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class PipelineBenchmark
{
    private static readonly ChatMessage Message = new("7b0c2b8e-6d7f-4f0a-9c43-0a1b2c3d4e5f", new string('x', 100));

    private readonly ChatMessageValidator _validator = new();
    private MicroHost _host = null!;
    private GatewayConnection _connection = null!;
    private IGatewaySession _session = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _host = await MicroHost.StartAsync();
        (_connection, _session) = _host.Connect(new WebSocketCodec(bareReturnValues: true));
    }

    [GlobalCleanup]
    public async Task Cleanup() => await _host.DisposeAsync();

    [Benchmark(Baseline = true)]
    public void Bare() => Dispatch(Frame.Chat);

    [Benchmark]
    public void Staged() => Dispatch(Frame.Staged);

    [Benchmark]
    public void Validated() => Dispatch(Frame.Validated);

    [Benchmark]
    public bool ValidatorAlone() => _validator.ValidateAsync(Message).GetAwaiter().GetResult().IsValid;

    private void Dispatch(byte[] frame)
    {
        _connection.BeginBatch();
        WebSocketMessage.TryDecode(frame, out var message);
        _session.ReceiveAsync(message).GetAwaiter().GetResult();
        _connection.EndBatch();
    }

    private static class Frame
    {
        public static readonly byte[] Chat = For("chat");
        public static readonly byte[] Staged = For("staged");
        public static readonly byte[] Validated = For("validated");

        private static byte[] For(string name) =>
            Encoding.UTF8.GetBytes($$$"""{"event":"{{{name}}}","id":1,"data":{"roomId":"{{{Message.RoomId}}}","content":"{{{Message.Content}}}"}}""");
    }
}
