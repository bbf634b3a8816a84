using System.ComponentModel.DataAnnotations;

namespace Gateways.Tests.Validation;

/// <summary>A record: its attributes stand on parameters.</summary>
public sealed record Room([Required] string? Name, [property: Range(0, 9)] int Floor = 0);
