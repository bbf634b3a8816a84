namespace Gateways.Authentication;

/// <summary>What a client is told whose token is not accepted: a text for people, a code for programs.</summary>
internal static class TokenDenial
{
    public static GuardResult Missing { get; } = Create("Token missing", "token_missing");

    public static GuardResult Invalid { get; } = Create("Token invalid", "token_invalid");

    public static GuardResult Expired { get; } = Create("Token expired", "token_expired");

    /// <summary>A dictionary, because its contract is there without the application's doing, in native code too.</summary>
    private static GuardResult Create(string message, string code) => GuardResult.Unauthorized(message, new Dictionary<string, string> { ["code"] = code });
}
