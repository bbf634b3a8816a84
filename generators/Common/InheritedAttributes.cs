using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>The attributes of a class and its bases, as reflection inherits them.</summary>
internal static class InheritedAttributes
{
    /// <summary>Those of base classes first, without what says that it is not inherited, and without the single ones that a derived class replaces.</summary>
    public static IEnumerable<AttributeData> Of(INamedTypeSymbol type) => Of(type, []);

    private static IEnumerable<AttributeData> Of(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> replaced)
    {
        var own = type.GetAttributes().Where(attribute => attribute.AttributeClass is not null).ToList();
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } parent)
        {
            var single = own.Select(attribute => attribute.AttributeClass!).Where(attribute => !Usage(attribute, "AllowMultiple", otherwise: false));
            foreach (var inherited in Of(parent, [.. replaced, .. single]))
            {
                if (Usage(inherited.AttributeClass!, "Inherited", otherwise: true))
                    yield return inherited;
            }
        }

        foreach (var attribute in own.Where(attribute => !replaced.Contains(attribute.AttributeClass!, SymbolEqualityComparer.Default)))
            yield return attribute;
    }

    /// <summary>What <c>[AttributeUsage]</c> says of an attribute class, or of the nearest of its bases that has one.</summary>
    private static bool Usage(INamedTypeSymbol attribute, string property, bool otherwise)
    {
        for (INamedTypeSymbol? current = attribute; current is not null; current = current.BaseType)
        {
            if (current.FindAttribute(KnownTypes.AttributeUsage) is { } usage)
                return usage.Named(property)?.Value as bool? ?? otherwise;
        }

        return otherwise;
    }
}
