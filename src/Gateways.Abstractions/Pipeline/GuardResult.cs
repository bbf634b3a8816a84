namespace Gateways;

/// <summary>What a guard has decided. The default is: allowed.</summary>
public readonly struct GuardResult
{
    private readonly Denial? _denial;

    private GuardResult(Denial denial) => _denial = denial;

    /// <summary>The message, or the client, may pass.</summary>
    public static GuardResult Allow => default;

    /// <summary>Whether it may pass.</summary>
    public bool IsAllowed => _denial is null;

    /// <summary>Whether it is denied because nobody knows who the client is.</summary>
    public bool IsUnauthorized => _denial?.IsUnauthorized ?? false;

    /// <summary>What the client is told; null when it may pass.</summary>
    public string? Message => _denial?.Message;

    /// <summary>More for the client; null for nothing.</summary>
    public object? Data => _denial?.Data;

    /// <summary>True allows, false denies with <c>Forbidden resource</c>.</summary>
    public static implicit operator GuardResult(bool allowed) => allowed ? Allow : Deny();

    /// <summary>Allows or denies.</summary>
    public static GuardResult FromBoolean(bool allowed) => allowed;

    /// <summary>Denies.</summary>
    /// <param name="message">What the client is told.</param>
    /// <param name="data">More for the client, serialised by its run-time type: <c>data</c> in the error.</param>
    public static GuardResult Deny(string message = "Forbidden resource", object? data = null) => new(new Denial(message, data, false));

    /// <summary>Denies because the client has not said who it is, or not truly. At connect: 401 rather than 403.</summary>
    /// <param name="message">What the client is told.</param>
    /// <param name="data">More for the client, serialised by its run-time type: <c>data</c> in the error.</param>
    public static GuardResult Unauthorized(string message = "Unauthorized", object? data = null) => new(new Denial(message, data, true));

    private sealed record Denial(string Message, object? Data, bool IsUnauthorized);
}
