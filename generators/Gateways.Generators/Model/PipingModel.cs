namespace Gateways.Generators.Model;

/// <summary>What a parameter's own pipes make of the bound value.</summary>
/// <param name="Steps">The pipes in their order.</param>
/// <param name="PresentName">The variable that holds a value that is not missing; null where the pipes run for a missing value too.</param>
/// <param name="Fallback">What a missing value becomes, as an expression.</param>
internal sealed record PipingModel(EquatableArray<PipeStepModel> Steps, string? PresentName, string Fallback)
{
    /// <summary>The last variable; null where the value stays in that of the bound one.</summary>
    public PipeStepModel? Result => Steps.LastOrDefault(step => step.Variable is not null);
}
