namespace Gateways.Generators.Model;

/// <summary>One of a parameter's own pipes.</summary>
/// <param name="PipeType">Its class.</param>
/// <param name="Contract">The interface it has to be called through; null where its method is called by name.</param>
/// <param name="Variable">The variable its value goes into; null where the value keeps its type and its variable.</param>
/// <param name="VariableType">That variable's type.</param>
/// <param name="IsForgiven">Whether the compiler has to be told that the value fits.</param>
internal sealed record PipeStepModel(string PipeType, string? Contract, string? Variable, string? VariableType, bool IsForgiven);
