using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>Reads attributes and their arguments, also half-written ones.</summary>
internal static class AttributeReading
{
    public static AttributeData? FindAttribute(this ISymbol symbol, TypeName name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => name.Matches(attribute.AttributeClass));

    public static bool HasAttribute(this ISymbol symbol, TypeName name) => symbol.FindAttribute(name) is not null;

    /// <summary>The text a constructor was given first; null where it was given none, or null.</summary>
    public static string? FirstText(this AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;

    public static TypedConstant? Named(this AttributeData attribute, string property)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property)
                return argument.Value;
        }

        return null;
    }

    public static int NamedInt32(this AttributeData attribute, string property, int otherwise) =>
        attribute.Named(property)?.Value is int value ? value : otherwise;

    /// <summary>Where an attribute stands, for a diagnostic; the symbol where it is not in source.</summary>
    public static Location GetLocation(this AttributeData attribute, ISymbol symbol, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? symbol.Locations.FirstOrDefault() ?? Location.None;
}
