namespace Gateways.Generators.Model;

/// <summary>A value as it comes from the message or the service provider.</summary>
/// <param name="LocalName">The variable that holds it.</param>
/// <param name="Type">The variable's type.</param>
/// <param name="BareType">The same without the question mark of a nullable reference.</param>
/// <param name="ContractField">The field with its contract; null where it is not read from JSON.</param>
/// <param name="IsOptional">Whether it may be missing.</param>
/// <param name="Fallback">The value it then has, as an expression; null for the default of its type.</param>
/// <param name="IsNotNull">Whether the compiler has to be told that the value is not null.</param>
/// <param name="IsNullableValue">Whether it is a value type with a question mark.</param>
internal sealed record BoundModel(
    string LocalName,
    string Type,
    string BareType,
    string? ContractField,
    bool IsOptional,
    string? Fallback,
    bool IsNotNull,
    bool IsNullableValue);
