namespace Gateways.Tests.Dispatch;

/// <summary>A payload that fails after its first half.</summary>
public sealed class HalfEvilPayload
{
    public string First => "half";

#pragma warning disable CA1065 // Failing is what it is for.
    public string Second => throw new ApplicationException("secret");
#pragma warning restore CA1065
}
