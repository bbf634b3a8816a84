namespace Chat;

/// <summary>The answer to a login.</summary>
/// <param name="Token">Sent as <c>accessToken</c>.</param>
/// <param name="ExpiresIn">Seconds from now.</param>
public sealed record AccessToken([property: System.Text.Json.Serialization.JsonPropertyName("accessToken")] string Token, int ExpiresIn);
