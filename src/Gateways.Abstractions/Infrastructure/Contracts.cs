using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Infrastructure;

/// <summary>Walks from contract to contract. Null is what cannot be looked into: a value of a converter.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Contracts
{
    /// <summary>The contract of a nullable value type is that of the value.</summary>
    public static JsonTypeInfo? Unwrap(JsonTypeInfo? contract) =>
        contract is not null && Nullable.GetUnderlyingType(contract.Type) is { } type ? Find(contract, type) : contract is { Kind: JsonTypeInfoKind.None } ? null : contract;

    /// <summary>The contract of a property's value.</summary>
    public static JsonTypeInfo? Of(JsonPropertyInfo? property) =>
        property is { CustomConverter: null } && property.Options.TryGetTypeInfo(property.PropertyType, out var contract) ? Unwrap(contract) : null;

    /// <summary>The contract of the items of an array, or of the values of a dictionary.</summary>
    public static JsonTypeInfo? OfElements(JsonTypeInfo? contract) =>
        contract is { Kind: JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary, ElementType: { } type } ? Find(contract, type) : null;

    /// <summary>A property by the name it has in the code, or on the wire.</summary>
    internal static JsonPropertyInfo? FindMember(JsonTypeInfo? contract, string name)
    {
        if (contract is not { Kind: JsonTypeInfoKind.Object })
        {
            return null;
        }

        foreach (var property in contract.Properties)
        {
            if (property.AttributeProvider is MemberInfo member && member.Name == name)
            {
                return property;
            }
        }

        return contract.Properties.FirstOrDefault(property => property.Name == name);
    }

    internal static JsonTypeInfo? Find(JsonTypeInfo near, Type type) => near.Options.TryGetTypeInfo(type, out var contract) ? Unwrap(contract) : null;
}
