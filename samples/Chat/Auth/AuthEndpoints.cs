namespace Chat;

/// <summary>Signing in: name and password in, token out.</summary>
public static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder app) => app.MapPost("/auth/login", (Login login, ChatUsers users, TokenIssuer tokens) =>
        users.Find(login.UserName, login.Password) is { } user ? Results.Ok(tokens.Issue(user)) : Results.Unauthorized());
}
