namespace Gateways.Specification.Gateways.Stages;

/// <summary>Where a stage is declared: it makes several stages of one class.</summary>
public static class Place
{
    public sealed class Global;

    public sealed class Class;

    public sealed class LastOfClass;

    public sealed class First;

    public sealed class Second;

    public sealed class Parameter;
}
