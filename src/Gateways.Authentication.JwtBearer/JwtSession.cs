using System.Security.Claims;

namespace Gateways.Authentication;

/// <summary>What is known of one client's token; the token itself is not kept.</summary>
internal sealed class JwtSession
{
    private readonly string? _userId;
    private readonly string? _issuer;
    private readonly GuardResult _denial;
    private long _deadline;

    public JwtSession(JwtGuard guard, TokenVerdict verdict)
    {
        Guard = guard;
        var id = verdict.User is null ? null : FindId(verdict.User);
        (_userId, _issuer, _denial, _deadline) = (id?.Value, id?.Issuer, verdict.Denial, verdict.Deadline);
    }

    /// <summary>Who has admitted the client.</summary>
    public JwtGuard Guard { get; }

    /// <summary>When the token expires, in ticks of UTC.</summary>
    public long Deadline => Volatile.Read(ref _deadline);

    /// <summary>The client, once it is there.</summary>
    public IGatewayClient? Client { get; set; }

    /// <summary>When its place in the queue comes up; 0 for no place. The queue's own.</summary>
    public long QueuedFor { get; set; }

    public GuardResult Decide(DateTimeOffset now) => !_denial.IsAllowed ? _denial : now.UtcTicks < Deadline ? GuardResult.Allow : TokenDenial.Expired;

    /// <summary>Whether a token belongs to the same user: an id means little without the one who has given it.</summary>
    public bool IsSameUser(ClaimsPrincipal user) => _userId is not null && FindId(user) is { } id && id.Value == _userId && id.Issuer == _issuer;

    public void Renew(TokenVerdict verdict) => Volatile.Write(ref _deadline, verdict.Deadline);

    /// <summary>The claim has its short name still where <c>JwtBearerOptions.MapInboundClaims</c> says so.</summary>
    private static Claim? FindId(ClaimsPrincipal user) => user.FindFirst(ClaimTypes.NameIdentifier) ?? user.FindFirst("sub");
}
