using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Validation;

/// <summary>A type of bodies, with what its attributes demand.</summary>
internal sealed class AnnotatedType
{
    private readonly AnnotatedTypes _types;
    private readonly Lazy<bool> _hasRules;
    private readonly Lazy<AnnotatedType?> _elements;

    public AnnotatedType(JsonTypeInfo contract, AnnotatedTypes types)
    {
        Contract = contract;
        _types = types;
        _hasRules = new(() => LeadsToRules([]));
        _elements = new(() => types.Find(Contracts.OfElements(contract)));
        if (contract.Kind == JsonTypeInfoKind.Object)
        {
            Rules = [.. Attribute.GetCustomAttributes(contract.Type, typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>()];
            Properties = [.. contract.Properties.Where(static property => property is { Get: not null, IsExtensionData: false }).Select(property => new AnnotatedProperty(property, types))];
        }
    }

    public JsonTypeInfo Contract { get; }

    /// <summary>What is demanded of the object as a whole.</summary>
    public ValidationAttribute[] Rules { get; } = [];

    public AnnotatedProperty[] Properties { get; } = [];

    /// <summary>The items of an array, or the values of a dictionary.</summary>
    public AnnotatedType? Elements => _elements.Value;

    /// <summary>Whether a value of this type, or anything inside it, may be wrong.</summary>
    public bool HasRules => _hasRules.Value;

    /// <summary>The type that a value has in truth.</summary>
    public AnnotatedType Narrow(object value) =>
        Contract.PolymorphismOptions is not null && value.GetType() is var type && type != Contract.Type && Contract.Options.TryGetTypeInfo(type, out var narrower)
            ? _types.Find(narrower) ?? this
            : this;

    /// <summary>Types may contain themselves: each is asked once.</summary>
    private bool LeadsToRules(HashSet<AnnotatedType> asked) => asked.Add(this)
        && (Rules.Length > 0
            || typeof(IValidatableObject).IsAssignableFrom(Contract.Type)
            || Array.Exists(Properties, property => property.HasRules || property.Inner?.LeadsToRules(asked) == true)
            || Elements?.LeadsToRules(asked) == true
            || Derived().Any(derived => derived.LeadsToRules(asked)));

    private IEnumerable<AnnotatedType> Derived()
    {
        foreach (var derived in Contract.PolymorphismOptions?.DerivedTypes ?? [])
        {
            if (Contract.Options.TryGetTypeInfo(derived.DerivedType, out var contract) && _types.Find(contract) is { } type)
            {
                yield return type;
            }
        }
    }
}
