namespace Gateways.Framing;

/// <summary>What a client may send over one WebSocket.</summary>
/// <param name="MaxMessageBytes">The largest message; a larger one is answered with 1009.</param>
/// <param name="MaxFragments">How many frames one message may be split into; more are answered with 1008.</param>
/// <param name="Compression">Whether <c>permessage-deflate</c> is accepted.</param>
public sealed record WebSocketLimits(int MaxMessageBytes, int MaxFragments, bool Compression = false);
