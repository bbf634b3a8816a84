using System.Collections.Concurrent;
using System.Text;
using Gateways.Adapters;

namespace Gateways.Tests.Dispatch;

/// <summary>Keeps the answers it is told of.</summary>
internal sealed class AckRecorder : IAckSink
{
    public ConcurrentQueue<string> Answers { get; } = new();

    public void OnAck(string clientId, ReadOnlyMemory<byte> body, bool isError, MessageArguments? arguments) => Answers.Enqueue($"{clientId} {(isError ? "failed" : "answered")} {Encoding.UTF8.GetString(body.Span)}");

    public void OnGone(string clientId) => Answers.Enqueue($"{clientId} gone");
}
