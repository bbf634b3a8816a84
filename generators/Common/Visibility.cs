using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>What generated code, which is nested in the gateway and has a file of its own, can name.</summary>
internal static class Visibility
{
    public static bool IsNameable(ITypeSymbol type, INamedTypeSymbol gateway, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => IsNameable(array.ElementType, gateway, compilation),
        IPointerTypeSymbol pointer => IsNameable(pointer.PointedAtType, gateway, compilation),
        INamedTypeSymbol named => IsNameable(named, gateway, compilation),
        _ => type.TypeKind == TypeKind.Dynamic,
    };

    private static bool IsNameable(INamedTypeSymbol type, INamedTypeSymbol gateway, Compilation compilation)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || current.TypeKind == TypeKind.Error)
                return false;
        }

        return compilation.IsSymbolAccessibleWithin(type, gateway)
            && (type.IsUnboundGenericType || type.TypeArguments.All(argument => IsNameable(argument, gateway, compilation)));
    }
}
