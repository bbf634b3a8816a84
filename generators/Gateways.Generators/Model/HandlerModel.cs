using Gateways.CodeAnalysis;

namespace Gateways.Generators.Model;

/// <summary>One handler.</summary>
/// <param name="EventName">The event it handles.</param>
/// <param name="IsCatchAll">Whether it takes every event that has no other handler.</param>
/// <param name="MethodName">The user's method.</param>
/// <param name="DispatchName">The generated method the dispatcher calls.</param>
/// <param name="PipeName">The generated method that sends bound values through pipes; null where nothing is bound from the body.</param>
/// <param name="CallName">The generated method that calls the user's; null where <paramref name="DispatchName"/> does.</param>
/// <param name="MaxConcurrency">0 for the gateway's.</param>
/// <param name="Enhancers">What the method and its parameters declare around it.</param>
/// <param name="Metadata">The method's other attributes, as expressions.</param>
/// <param name="Parameters">How its parameters are filled, in their order.</param>
/// <param name="Return">What becomes of its result.</param>
internal sealed record HandlerModel(
    string EventName,
    bool IsCatchAll,
    string MethodName,
    string DispatchName,
    string? PipeName,
    string? CallName,
    int MaxConcurrency,
    EquatableArray<EnhancerModel> Enhancers,
    EquatableArray<string> Metadata,
    EquatableArray<ParameterModel> Parameters,
    ReturnModel Return)
{
    public bool RequiresServices => Parameters.Any(parameter => parameter.Source is ParameterSource.Service or ParameterSource.KeyedService);

    public bool UsesContracts => Return.ContractField is not null || Parameters.Any(parameter => parameter.Bound.ContractField is not null);

    public int StreamCount => Parameters.Count(parameter => parameter.Source == ParameterSource.Stream);

    public IEnumerable<ParameterModel> BodyParameters => Parameters.Where(parameter => parameter.IsBody);
}
