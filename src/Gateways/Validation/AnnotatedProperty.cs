using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Validation;

/// <summary>A property of a body's type, with what its attributes demand: its own, and those of a record's parameter.</summary>
internal sealed class AnnotatedProperty
{
    private readonly Lazy<AnnotatedType?> _inner;

    public AnnotatedProperty(JsonPropertyInfo property, AnnotatedTypes types)
    {
        Property = property;
        var rules = Read<ValidationAttribute>(property);
        Required = rules.OfType<RequiredAttribute>().FirstOrDefault();
        Rules = [.. rules.Where(static rule => rule is not RequiredAttribute)];
        MemberName = (property.AttributeProvider as MemberInfo)?.Name ?? property.Name;
        DisplayName = Read<DisplayAttribute>(property).FirstOrDefault()?.GetName() ?? (property.Name.Length > 0 ? property.Name : MemberName);

        // What does not come from the wire is not looked into: a computed property may lead anywhere.
        var isBound = property.Set is not null || property.AssociatedParameter is not null || property.ObjectCreationHandling == JsonObjectCreationHandling.Populate;
        _inner = new(() => isBound ? types.Find(Contracts.Of(property)) : null);
    }

    public JsonPropertyInfo Property { get; }

    public RequiredAttribute? Required { get; }

    /// <summary>All but the former.</summary>
    public ValidationAttribute[] Rules { get; }

    /// <summary>The name in the code, as attributes expect it.</summary>
    public string MemberName { get; }

    /// <summary>The name in messages: what <c>[Display]</c> says, else the one the client knows.</summary>
    public string DisplayName { get; }

    public bool HasRules => Required is not null || Rules.Length > 0;

    /// <summary>The type of its value; null for what cannot be looked into.</summary>
    public AnnotatedType? Inner => _inner.Value;

    private static TAttribute[] Read<TAttribute>(JsonPropertyInfo property)
        where TAttribute : Attribute
        => [.. Read<TAttribute>(property.AttributeProvider), .. Read<TAttribute>(property.AssociatedParameter?.AttributeProvider)];

    private static IEnumerable<TAttribute> Read<TAttribute>(ICustomAttributeProvider? provider)
        where TAttribute : Attribute
        => provider switch
        {
            MemberInfo member => member.GetCustomAttributes<TAttribute>(inherit: true),
            ParameterInfo parameter => parameter.GetCustomAttributes<TAttribute>(inherit: true),
            _ => [],
        };
}
