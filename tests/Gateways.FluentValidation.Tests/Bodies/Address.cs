namespace Gateways.FluentValidation.Tests.Bodies;

public sealed record Address(string? Street, string? City = null);
