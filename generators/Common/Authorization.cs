using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>The attributes of ASP.NET Core that say who may do something.</summary>
internal static class Authorization
{
    /// <summary>Whether an attribute is <c>[Authorize]</c>, or derives from it.</summary>
    public static bool IsRequirement(INamedTypeSymbol? attribute) => attribute?.AllInterfaces.Any(KnownTypes.AuthorizeData.Matches) == true;

    /// <summary>What a class, with its bases, or a method requires and generated code cannot make: without it, it would be open.</summary>
    public static IEnumerable<AttributeData> FindLost(ISymbol symbol, INamedTypeSymbol gateway, Compilation compilation) =>
        (symbol is INamedTypeSymbol type ? InheritedAttributes.Of(type) : symbol.GetAttributes())
            .Where(attribute => IsRequirement(attribute.AttributeClass) && !AttributeExpression.CanBeWritten(attribute, gateway, compilation));
}
