namespace Gateways;

/// <summary>Whether a present user does something.</summary>
public enum PresenceStatus
{
    /// <summary>At least one of the user's clients has been active lately.</summary>
    Active,

    /// <summary>None of them has.</summary>
    Away,
}
