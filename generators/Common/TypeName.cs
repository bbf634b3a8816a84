using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>A type known by name: comparing names needs no look-up in the compilation, so nothing of it has to be kept.</summary>
internal sealed class TypeName(string @namespace, string name, int arity = 0)
{
    /// <summary>The name as <c>ForAttributeWithMetadataName</c> wants it.</summary>
    public string MetadataName => arity == 0 ? $"{@namespace}.{name}" : $"{@namespace}.{name}`{arity}";

    /// <summary>Whether a type, or the definition of a constructed one, is this type.</summary>
    public bool Matches(ITypeSymbol? type) =>
        type is INamedTypeSymbol { ContainingType: null } named
        && named.Name == name
        && named.Arity == arity
        && named.ContainingNamespace?.ToDisplayString() == @namespace;
}
