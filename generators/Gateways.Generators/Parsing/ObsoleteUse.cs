using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>
/// Whether generated code has to name something the user has marked obsolete. An obsolete handler still serves old clients, and the warning
/// belongs to code a person wrote, so only such files switch it off.
/// </summary>
internal static class ObsoleteUse
{
    public static bool IsFoundIn(INamedTypeSymbol gateway, IEnumerable<Subscription> subscriptions, ITypeSymbol? events) =>
        IsFoundInAttributes(gateway)
        || subscriptions.Any(subscription => IsFoundIn(subscription.Method) || IsFoundInAttributes(subscription.Method))
        || (events is not null && (IsObsolete(events) || events.AllInterfaces.Any(IsObsolete) || events.GetMembers().OfType<IMethodSymbol>().Any(IsFoundIn)));

    private static bool IsFoundIn(IMethodSymbol method) =>
        method.HasAttribute(KnownTypes.Obsolete) || IsObsolete(method.ReturnType) || method.Parameters.Any(parameter => IsObsolete(parameter.Type));

    /// <summary>Attributes are made anew, and what they name is named again.</summary>
    private static bool IsFoundInAttributes(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.GetAttributes().Any(IsObsolete) || (type.BaseType is { } parent && IsFoundInAttributes(parent)),
        IMethodSymbol method => method.GetAttributes().Any(IsObsolete) || method.Parameters.Any(parameter => parameter.GetAttributes().Any(IsObsolete)),
        _ => false,
    };

    private static bool IsObsolete(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && (IsObsolete(type)
            || attribute.AttributeConstructor?.HasAttribute(KnownTypes.Obsolete) == true
            || attribute.NamedArguments.Any(argument => type.GetMembers(argument.Key).Any(member => member.HasAttribute(KnownTypes.Obsolete)) || IsObsolete(argument.Value))
            || attribute.ConstructorArguments.Any(IsObsolete));

    private static bool IsObsolete(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Array => !constant.IsNull && constant.Values.Any(IsObsolete),
        TypedConstantKind.Type => constant.Value is ITypeSymbol type && IsObsolete(type),
        _ => false,
    };

    private static bool IsObsolete(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsObsolete(array.ElementType),
        INamedTypeSymbol named => named.HasAttribute(KnownTypes.Obsolete) || named.TypeArguments.Any(IsObsolete),
        _ => false,
    };
}
