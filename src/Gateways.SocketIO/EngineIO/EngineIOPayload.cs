namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// The packets of one HTTP body: <code>PACKET[\x1e PACKET]*</code> An empty body is one packet without a type, which is an error.
/// </summary>
/// <param name="body">The body.</param>
internal struct EngineIOPayload(ReadOnlyMemory<byte> body)
{
    public const byte Separator = 0x1E;

    private ReadOnlyMemory<byte> _rest = body;
    private bool _hasEnded;

    /// <summary>Takes the next packet's text.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> packet)
    {
        packet = default;
        if (_hasEnded)
        {
            return false;
        }

        var end = _rest.Span.IndexOf(Separator);
        _hasEnded = end < 0;
        packet = _hasEnded ? _rest : _rest[..end];
        _rest = _hasEnded ? default : _rest[(end + 1)..];
        return true;
    }
}
