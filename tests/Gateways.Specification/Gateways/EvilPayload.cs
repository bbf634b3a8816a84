namespace Gateways.Specification.Gateways;

/// <summary>A payload that cannot be read.</summary>
public sealed class EvilPayload
{
#pragma warning disable CA1065 // Failing is what it is for.
    public string Name => throw new ApplicationException("secret");
#pragma warning restore CA1065
}
