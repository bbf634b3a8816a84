using Gateways.CodeAnalysis;

namespace Gateways.Generators.Model;

/// <summary>One handler.</summary>
/// <param name="EventName">The event it handles.</param>
/// <param name="MethodName">The user's method.</param>
/// <param name="DispatchName">The generated method that binds and calls it.</param>
/// <param name="MaxConcurrency">0 for the gateway's.</param>
/// <param name="Parameters">How its parameters are filled, in their order.</param>
/// <param name="Return">What becomes of its result.</param>
internal sealed record HandlerModel(
    string EventName,
    string MethodName,
    string DispatchName,
    int MaxConcurrency,
    EquatableArray<ParameterModel> Parameters,
    ReturnModel Return)
{
    public bool RequiresServices => Parameters.Any(parameter => parameter.Source is ParameterSource.Service or ParameterSource.KeyedService);

    public bool UsesContracts => Return.ContractField is not null || Parameters.Any(parameter => parameter.ContractField is not null);
}
