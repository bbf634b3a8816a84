using System.Security.Claims;

namespace Gateways.Authentication;

/// <summary>What has become of a token.</summary>
/// <param name="User">Whose it is; null when it is not valid.</param>
/// <param name="ValidTo">What it says itself of its end.</param>
/// <param name="Deadline">When it is taken as expired, in ticks of UTC: a little later, for clocks that do not agree.</param>
/// <param name="Denial">Why it is not valid.</param>
/// <param name="IsFinal">Whether another look at the same token would come to the same end.</param>
internal readonly record struct TokenVerdict(ClaimsPrincipal? User, DateTimeOffset? ValidTo, long Deadline, GuardResult Denial, bool IsFinal)
{
    public const long Never = long.MaxValue;

    public static TokenVerdict Accept(ClaimsPrincipal user, DateTimeOffset? validTo, long deadline) => new(user, validTo, deadline, GuardResult.Allow, true);

    public static TokenVerdict Refuse(GuardResult denial, bool isFinal = true) => new(null, null, Never, denial, isFinal);
}
