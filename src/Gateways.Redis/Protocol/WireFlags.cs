namespace Gateways.Redis.Protocol;

/// <summary>What a broadcast's options say besides for whom it is. Node has more of them, none of which means anything here.</summary>
/// <param name="IsVolatile">Whether a client that cannot be written to this moment is to go without it.</param>
/// <param name="Timeout">How long clients have to answer.</param>
internal readonly record struct WireFlags(bool IsVolatile, TimeSpan? Timeout = null);
