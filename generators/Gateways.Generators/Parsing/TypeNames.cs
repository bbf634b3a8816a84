using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gateways.Generators.Parsing;

/// <summary>Symbols as the generated code writes them.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Unqualified = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The type with its namespace, <c>global::</c> and its nullable annotations.</summary>
    public static string ToQualifiedName(this ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>The same without the annotation of the type itself; those inside it stay. A contract is of a type, not of a nullable reference.</summary>
    public static string ToContractName(this ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Qualified);

    /// <summary>The type as a variable of nullable-aware code has it: a reference nobody promised not to be null may be null.</summary>
    public static string ToVariableType(this ITypeSymbol type) =>
        type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.NotAnnotated } ? type.ToContractName() + "?" : type.ToContractName();

    /// <summary>The namespace, empty for the global one.</summary>
    public static string GetNamespaceName(this ISymbol symbol) =>
        symbol.ContainingNamespace is { IsGlobalNamespace: false } @namespace ? @namespace.ToDisplayString(Unqualified) : "";

    /// <summary>
    /// The type as a file name: its namespace and the types around it, with dots. File names ignore case and types do not, so of types that
    /// differ in nothing else all but the first are numbered.
    /// </summary>
    public static string ToHintName(this INamedTypeSymbol type)
    {
        var twins = ((INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace).GetTypeMembers()
            .Where(other => other.Arity == type.Arity && string.Equals(other.Name, type.Name, StringComparison.OrdinalIgnoreCase))
            .Select(other => other.Name)
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToList();
        var place = twins.IndexOf(type.Name);
        var name = type.ToDisplayString(Unqualified).Replace("@", "");
        return place > 0 ? $"{name}.{(place + 1).ToString(CultureInfo.InvariantCulture)}" : name;
    }

    /// <summary>A variable or member whose name may be a keyword; <c>await</c> is one inside the methods that await.</summary>
    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None && identifier != "await" ? identifier : "@" + identifier;

    /// <summary>A type in its own declaration, where words like <c>record</c> are keywords too.</summary>
    public static string EscapeDeclared(string identifier) =>
        SyntaxFacts.GetContextualKeywordKind(identifier) == SyntaxKind.None ? Escape(identifier) : "@" + identifier;
}
