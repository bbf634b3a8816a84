using System.Text;
using Gateways.Framing;

namespace Gateways.Tests.Framing;

/// <summary>Keeps what a link tells: messages, and <c>partial</c> or <c>whole</c> whenever that changes.</summary>
internal sealed class RecordingReceiver : IWebSocketReceiver
{
    private bool _isPartial;

    public List<string> Heard { get; } = [];

    public bool IsClosing => false;

    public void OnReceived()
    {
        // Only what is told of messages is of interest here.
    }

    public void OnPartial(bool isPartial)
    {
        if (isPartial != _isPartial)
        {
            _isPartial = isPartial;
            Heard.Add(isPartial ? "partial" : "whole");
        }
    }

    public void BeginBatch() => Assert.False(_isPartial);

    public void EndBatch()
    {
        // As above.
    }

    public ValueTask OnMessage(ReadOnlyMemory<byte> payload, bool isText)
    {
        Heard.Add($"'{Encoding.UTF8.GetString(payload.Span)}'");
        return default;
    }

    public void OnPing(ReadOnlyMemory<byte> payload) => Heard.Add("ping");

    public Task PauseAsync(ValueTask room) => room.AsTask();
}
