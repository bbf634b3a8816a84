using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace Gateways.Analyzers;

/// <summary>Which exceptions a filter takes: those its <c>[Catch]</c> attributes name, inherited ones too; all without any.</summary>
internal sealed class FilterReach
{
    private readonly List<ITypeSymbol> _exceptions = [];

    public FilterReach(INamedTypeSymbol filter)
    {
        for (INamedTypeSymbol? current = filter; current is not null; current = current.BaseType)
        {
            _exceptions.AddRange(current.GetAttributes()
                .Where(attribute => KnownTypes.Catch.Matches(attribute.AttributeClass))
                .Select(attribute => attribute.AttributeClass!.TypeArguments[0]));
        }
    }

    private bool TakesAll => _exceptions.Count == 0 || _exceptions.Exists(type => type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    /// <summary>Whether it takes all that another one does.</summary>
    public bool Covers(FilterReach other) => TakesAll || (!other.TakesAll && other._exceptions.TrueForAll(Takes));

    private bool Takes(ITypeSymbol exception)
    {
        for (ITypeSymbol? current = exception; current is not null; current = current.BaseType)
        {
            if (_exceptions.Contains(current, SymbolEqualityComparer.Default))
                return true;
        }

        return false;
    }
}
