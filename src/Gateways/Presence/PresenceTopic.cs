namespace Gateways.Presence;

/// <summary>A topic of one namespace.</summary>
/// <param name="Namespace">The namespace's path.</param>
/// <param name="Name">The topic.</param>
public readonly record struct PresenceTopic(string Namespace, string Name);
