using Gateways.CodeAnalysis;

namespace Gateways.Generators.Model;

/// <summary>How one parameter of a handler is filled.</summary>
/// <param name="Source">Where its value comes from.</param>
/// <param name="Name">The user's name for it.</param>
/// <param name="Type">Its type, as a parameter of a generated method has it.</param>
/// <param name="LocalName">The variable that holds its value.</param>
/// <param name="Bound">The value as it is bound, before the parameter's own pipes.</param>
/// <param name="Place">The key of the body, or the route parameter.</param>
/// <param name="Index">The place among the arguments or the streams.</param>
/// <param name="ServiceKey">The key of a service, as an expression.</param>
/// <param name="Piping">The parameter's own pipes; null where it has none.</param>
internal sealed record ParameterModel(
    ParameterSource Source,
    string Name,
    string Type,
    string LocalName,
    BoundModel Bound,
    string Place,
    int Index,
    string? ServiceKey,
    PipingModel? Piping)
{
    public bool IsBody => Source is ParameterSource.Body or ParameterSource.Argument or ParameterSource.Property;
}
