namespace Gateways.FluentValidation.Tests.Bodies;

public readonly record struct Point(int X, int Y);
