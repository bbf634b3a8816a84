namespace Gateways.FluentValidation.Tests.Bodies;

public sealed record OrderLine(string? Product, int Quantity = 1, IReadOnlyList<string>? Tags = null);
