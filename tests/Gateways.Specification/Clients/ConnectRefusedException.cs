namespace Gateways.Specification.Clients;

/// <summary>The server answered the connect with an HTTP status.</summary>
public sealed class ConnectRefusedException(int status, Exception? inner = null) : Exception($"Refused with {status}.", inner)
{
    public int Status { get; } = status;
}
