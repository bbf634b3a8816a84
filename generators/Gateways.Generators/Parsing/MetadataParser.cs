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

    public EquatableArray<string> ParseClass() => FindInherited(gateway, []).Select(Format).ToEquatableArray();

    /// <summary>Only the method's own: as the subscription, an override has to repeat them.</summary>
    public EquatableArray<string> ParseMethod(IMethodSymbol method) => FindAll(method).Select(Format).ToEquatableArray();

    /// <summary>The attributes that become metadata.</summary>
    public IEnumerable<AttributeData> FindAll(ISymbol symbol) => symbol.GetAttributes().Where(IsMetadata);

    /// <summary>As reflection inherits: base classes first, without what says that it is not inherited, and without the single ones that a derived class replaces.</summary>
    private IEnumerable<AttributeData> FindInherited(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> replaced)
    {
        var own = FindAll(type).ToList();
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } parent)
        {
            var single = own.Select(attribute => attribute.AttributeClass!).Where(attribute => !Usage(attribute, "AllowMultiple", otherwise: false));
            foreach (var inherited in FindInherited(parent, [.. replaced, .. single]))
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

    private bool IsMetadata(AttributeData attribute) =>
        attribute is { AttributeClass: { TypeKind: not TypeKind.Error } type, AttributeConstructor: { } constructor }
        && !Array.Exists(Structural, name => name.Matches(type))
        && !Enhancer.IsEnhancer(type)
        && !IsForCompiler(type)
        && IsAccessible(type)
        && compilation.IsSymbolAccessibleWithin(constructor, gateway)
        && attribute.ConstructorArguments.All(IsExpressible)
        && attribute.NamedArguments.All(argument => IsExpressible(argument.Value) && IsSettable(type, argument.Key));

    private static bool IsForCompiler(INamedTypeSymbol type)
    {
        var name = type.GetNamespaceName();
        return Array.Exists(CompilerNamespaces, start => name == start || name.StartsWith(start + ".", StringComparison.Ordinal));
    }

    private bool IsAccessible(ITypeSymbol type) => Visibility.IsNameable(type, gateway, compilation);

    private bool IsExpressible(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        _ when constant.IsNull => constant.Type is null || IsAccessible(constant.Type),
        TypedConstantKind.Array => IsAccessible(constant.Type!) && constant.Values.All(IsExpressible),
        TypedConstantKind.Type => ((ITypeSymbol)constant.Value!).SpecialType == SpecialType.System_Void || IsAccessible((ITypeSymbol)constant.Value!),
        TypedConstantKind.Enum => IsAccessible(constant.Type!),
        _ => true,
    };

    private bool IsSettable(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            switch (current.GetMembers(name).FirstOrDefault())
            {
                case IPropertySymbol { SetMethod: { } setter }:
                    return compilation.IsSymbolAccessibleWithin(setter, gateway, type);
                case IFieldSymbol field:
                    return compilation.IsSymbolAccessibleWithin(field, gateway, type);
                default:
                    continue;
            }
        }

        return false;
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
