using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>
/// Whether generated code has to name something the user has marked obsolete. An obsolete handler still serves old clients, and the warning
/// belongs to code a person wrote, so only such files switch it off.
/// </summary>
internal static class ObsoleteUse
{
    private static readonly TypeName Obsolete = new("System", "ObsoleteAttribute");

    public static bool IsFoundIn(IEnumerable<Subscription> subscriptions, ITypeSymbol? events) =>
        subscriptions.Any(subscription => IsFoundIn(subscription.Method))
        || (events is not null && (IsObsolete(events) || events.AllInterfaces.Any(IsObsolete) || events.GetMembers().OfType<IMethodSymbol>().Any(IsFoundIn)));

    private static bool IsFoundIn(IMethodSymbol method) =>
        method.HasAttribute(Obsolete) || IsObsolete(method.ReturnType) || method.Parameters.Any(parameter => IsObsolete(parameter.Type));

    private static bool IsObsolete(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsObsolete(array.ElementType),
        INamedTypeSymbol named => named.HasAttribute(Obsolete) || named.TypeArguments.Any(IsObsolete),
        _ => false,
    };
}
