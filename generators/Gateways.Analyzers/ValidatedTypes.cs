using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace Gateways.Analyzers;

/// <summary>
/// The types that have a validator: a class that can be created and implements <c>IValidator&lt;T&gt;</c>, in this assembly or in one it references that
/// knows FluentValidation.
/// </summary>
internal sealed class ValidatedTypes
{
    private const string Library = "FluentValidation";

    private readonly HashSet<ITypeSymbol> _types = new(SymbolEqualityComparer.Default);
    private bool _hasGeneric;

    private ValidatedTypes()
    {
    }

    public static ValidatedTypes Find(Compilation compilation, CancellationToken cancellationToken)
    {
        var found = new ValidatedTypes();
        var others = compilation.SourceModule.ReferencedAssemblySymbols.Where(assembly =>
            !assembly.Name.StartsWith(Library, StringComparison.Ordinal)
            && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Library)));
        foreach (var assembly in others.Append(compilation.Assembly))
            found.Add(assembly.GlobalNamespace, cancellationToken);

        return found;
    }

    /// <summary>Whether a type, what it derives from or what it consists of has a validator. Where there is a generic one, every type may have.</summary>
    public bool Has(ITypeSymbol type)
    {
        if (_hasGeneric || _types.Contains(type) || type.AllInterfaces.Any(_types.Contains))
            return true;

        return type switch
        {
            IArrayTypeSymbol array => Has(array.ElementType),
            { BaseType: { SpecialType: SpecialType.None } parent } when Has(parent) => true,
            INamedTypeSymbol { Arity: > 0 } generic => generic.TypeArguments.Any(Has),
            _ => false,
        };
    }

    private void Add(INamespaceOrTypeSymbol container, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } type)
                Add(type.AllInterfaces);

            Add(member, cancellationToken);
        }
    }

    private void Add(ImmutableArray<INamedTypeSymbol> contracts)
    {
        foreach (var contract in contracts.Where(KnownTypes.Validator.Matches))
        {
            _types.Add(contract.TypeArguments[0]);
            _hasGeneric |= HoldsTypeParameter(contract.TypeArguments[0]);
        }
    }

    private static bool HoldsTypeParameter(ITypeSymbol type) =>
        type.TypeKind == TypeKind.TypeParameter || type is INamedTypeSymbol named && named.TypeArguments.Any(HoldsTypeParameter);
}
