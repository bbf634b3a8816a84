namespace Gateways.Conformance.Tests;

/// <summary>The outcome of one check, as a script prints it.</summary>
internal sealed record CheckResult(string Check, bool Ok, string? Error = null);
