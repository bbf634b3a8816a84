using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateways.Authentication.JwtBearer.Tests.Fakes;

/// <summary>A token handler that says how often it was asked.</summary>
internal sealed class CountingHandler : JsonWebTokenHandler
{
    private int _checks;

    public int Checks => Volatile.Read(ref _checks);

    /// <summary>What a check waits for, once it has been counted.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        Interlocked.Increment(ref _checks);
        await Gate;
        return await base.ValidateTokenAsync(token, validationParameters);
    }
}
