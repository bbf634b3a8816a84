namespace Gateways.Authentication.JwtBearer.Tests.Fakes;

internal static class Denial
{
    public static void Is(string code, GuardResult verdict)
    {
        Assert.False(verdict.IsAllowed);
        Assert.True(verdict.IsUnauthorized);
        Assert.Equal(code, Assert.IsType<Dictionary<string, string>>(verdict.Data)["code"]);
        Assert.Equal(code.Replace("token_", "Token ", StringComparison.Ordinal), verdict.Message);
    }
}
