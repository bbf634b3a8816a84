using Gateways.CodeAnalysis;

namespace Gateways.Generators.Model;

/// <summary>How one parameter of a handler is filled.</summary>
/// <param name="Source">Where its value comes from.</param>
/// <param name="LocalName">The variable that holds it.</param>
/// <param name="TypeName">Its type, without the question mark of a nullable reference.</param>
/// <param name="ContractField">The field with its contract; null where it is not read from the body.</param>
/// <param name="Property">The key of the body.</param>
/// <param name="Index">The place among the arguments.</param>
/// <param name="ServiceKey">The key of a service, as an expression.</param>
/// <param name="IsOptional">Whether it does without a value.</param>
/// <param name="Fallback">The value it then takes, as an expression; null for the default of its type.</param>
/// <param name="IsNotNull">Whether the compiler has to be told that the value is not null.</param>
internal sealed record ParameterModel(
    ParameterSource Source,
    string LocalName,
    string TypeName,
    string? ContractField,
    string Property,
    int Index,
    string? ServiceKey,
    bool IsOptional,
    string? Fallback,
    bool IsNotNull);
