namespace Gateways.Redis.Tests.Processes;

/// <summary>Who comes, and into which room.</summary>
public sealed record Entry(string User, string Room);
