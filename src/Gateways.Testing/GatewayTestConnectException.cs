namespace Gateways.Testing;

/// <summary>A client could not connect.</summary>
public sealed class GatewayTestConnectException : Exception
{
    internal GatewayTestConnectException(string message, int? statusCode, string body, Exception? innerException)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        Body = body;
    }

    /// <summary>The HTTP status the server refused with, for example 401; null when it failed in another way, which the inner exception tells.</summary>
    public int? StatusCode { get; }

    /// <summary>What the server's answer said; at most 4 KiB of it.</summary>
    public string Body { get; }
}
