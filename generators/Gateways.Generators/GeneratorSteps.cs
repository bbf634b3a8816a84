namespace Gateways.Generators;

/// <summary>The names under which the steps of the pipeline are tracked.</summary>
internal static class GeneratorSteps
{
    public const string Gateways = nameof(Gateways);
    public const string TypedGateways = nameof(TypedGateways);
    public const string Registrations = nameof(Registrations);
    public const string AssemblyName = nameof(AssemblyName);

    public static IReadOnlyList<string> All { get; } = [Gateways, TypedGateways, Registrations, AssemblyName];
}
