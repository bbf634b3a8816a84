namespace Gateways.Tests.Diagnostics;

/// <summary>One recorded value, its tags as text.</summary>
internal sealed record Measurement(string Instrument, double Value, string Tags);
