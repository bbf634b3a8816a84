using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>Whether generated code, which is nested in the gateway, can make an attribute anew.</summary>
internal static class AttributeExpression
{
    public static bool CanBeWritten(AttributeData attribute, INamedTypeSymbol gateway, Compilation compilation) =>
        attribute is { AttributeClass: { TypeKind: not TypeKind.Error } type, AttributeConstructor: { } constructor }
        && Visibility.IsNameable(type, gateway, compilation)
        && compilation.IsSymbolAccessibleWithin(constructor, gateway)
        && attribute.ConstructorArguments.All(argument => CanBeWritten(argument, gateway, compilation))
        && attribute.NamedArguments.All(argument => CanBeWritten(argument.Value, gateway, compilation) && IsSettable(type, argument.Key, gateway, compilation));

    private static bool CanBeWritten(TypedConstant constant, INamedTypeSymbol gateway, Compilation compilation) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        _ when constant.IsNull => constant.Type is null || Visibility.IsNameable(constant.Type, gateway, compilation),
        TypedConstantKind.Array => Visibility.IsNameable(constant.Type!, gateway, compilation) && constant.Values.All(value => CanBeWritten(value, gateway, compilation)),
        TypedConstantKind.Type => Visibility.IsNameable((ITypeSymbol)constant.Value!, gateway, compilation),
        TypedConstantKind.Enum => Visibility.IsNameable(constant.Type!, gateway, compilation),
        _ => true,
    };

    private static bool IsSettable(INamedTypeSymbol type, string name, INamedTypeSymbol gateway, Compilation compilation)
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
}
