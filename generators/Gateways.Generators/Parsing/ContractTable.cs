using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>Collects the types a gateway reads and writes, each once, and names the fields of their contracts.</summary>
internal sealed class ContractTable
{
    private readonly List<ContractModel> _contracts = [];
    private readonly UniqueNames _fields = new();

    public EquatableArray<ContractModel> Contracts => _contracts.ToEquatableArray();

    /// <summary>The field that holds the contract of a type.</summary>
    public string GetField(ITypeSymbol type)
    {
        var typeName = type.ToContractName();
        if (_contracts.Find(contract => contract.TypeName == typeName) is { } known)
            return known.FieldName;

        var stem = DescribeType(type);
        var added = new ContractModel(_fields.Take("_" + char.ToLowerInvariant(stem[0]) + stem.Substring(1)), typeName);
        _contracts.Add(added);
        return added.FieldName;
    }

    /// <summary>The type in words: <c>ListOfString</c>, <c>MessageArray</c>.</summary>
    private static string DescribeType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => DescribeType(array.ElementType) + "Array",
        INamedTypeSymbol { IsTupleType: true } tuple => "TupleOf" + string.Join("And", tuple.TupleElements.Select(element => DescribeType(element.Type))),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => "Nullable" + DescribeType(nullable.TypeArguments[0]),
        INamedTypeSymbol { Arity: > 0 } generic => $"{generic.Name}Of{string.Join("And", generic.TypeArguments.Select(DescribeType))}",
        { Name.Length: > 0 } => type.Name,
        _ => "Value",
    };
}
