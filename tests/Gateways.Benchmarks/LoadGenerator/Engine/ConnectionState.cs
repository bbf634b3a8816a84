namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>How far a connection has come.</summary>
internal enum ConnectionState : byte
{
    Connecting,
    Upgrading,
    Handshaking,
    Ready,

    /// <summary>Connected, and never going to read again.</summary>
    Stuck,

    /// <summary>The goodbye has been said; the server's close is awaited.</summary>
    Closing,
    Closed,
}
