using Gateways.CodeAnalysis;
using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>
/// Writes attributes as the expressions that make them anew, so that guards read them without reflection. Leaves out what is for the compiler
/// or for the dispatcher, and what generated code cannot make.
/// </summary>
internal sealed class MetadataParser(INamedTypeSymbol gateway, Compilation compilation)
{
    private static readonly TypeName[] Structural =
    [
        KnownTypes.WebSocketGateway,
        KnownTypes.WebSocketGatewayOfEvents,
        KnownTypes.SubscribeMessage,
        KnownTypes.CatchAll,
        KnownTypes.Obsolete,
        KnownTypes.AttributeUsage,
        new("System.Reflection", "DefaultMemberAttribute"),
    ];

    private static readonly string[] CompilerNamespaces = ["System.Runtime", "System.Diagnostics", "System.CodeDom"];

    public EquatableArray<string> ParseClass() => Parse(InheritedAttributes.Of(gateway));

    /// <summary>Only the method's own: as the subscription, an override has to repeat them.</summary>
    public EquatableArray<string> ParseMethod(IMethodSymbol method) => Parse(method.GetAttributes());

    private EquatableArray<string> Parse(IEnumerable<AttributeData> attributes) => attributes.Where(IsMetadata).Select(Format).ToEquatableArray();

    private bool IsMetadata(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && !Array.Exists(Structural, name => name.Matches(type))
        && !Enhancer.IsEnhancer(type)
        && !IsForCompiler(type)
        && AttributeExpression.CanBeWritten(attribute, gateway, compilation);

    private static bool IsForCompiler(INamedTypeSymbol type)
    {
        var name = type.GetNamespaceName();
        return Array.Exists(CompilerNamespaces, start => name == start || name.StartsWith(start + ".", StringComparison.Ordinal));
    }

    private static string Format(AttributeData attribute)
    {
        var arguments = attribute.ConstructorArguments.Zip(attribute.AttributeConstructor!.Parameters, FormatArgument);
        var members = attribute.NamedArguments.Select(argument => $"{TypeNames.Escape(argument.Key)} = {(argument.Value.IsNull ? "null!" : Constants.Format(argument.Value))}").ToList();
        return $"new {attribute.AttributeClass!.ToContractName()}({string.Join(", ", arguments)}){(members.Count > 0 ? $" {{ {string.Join(", ", members)} }}" : "")}";
    }

    /// <summary>An argument whose own type would choose another constructor says which one is meant.</summary>
    private static string FormatArgument(TypedConstant argument, IParameterSymbol parameter)
    {
        if (argument.IsNull)
            return $"({parameter.Type.ToContractName()})null!";

        var value = Constants.Format(argument);
        return SymbolEqualityComparer.Default.Equals(argument.Type, parameter.Type) ? value : $"({parameter.Type.ToContractName()})({value})";
    }
}
