using System.Text;
using Gateways.Adapters;

namespace Gateways.Tests.Dispatch;

/// <summary>Keeps the answers it is given.</summary>
internal sealed class RecordingSink : IAckSink
{
    public List<string> Heard { get; } = [];

    public void OnAck(string clientId, ReadOnlyMemory<byte> body, bool isError) => Heard.Add($"{clientId} {(isError ? "error" : "ack")} {Encoding.UTF8.GetString(body.Span)}");

    public void OnGone(string clientId) => Heard.Add($"{clientId} gone");
}
