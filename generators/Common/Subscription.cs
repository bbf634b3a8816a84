using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>A method with <c>[SubscribeMessage]</c> or <c>[CatchAll]</c>, and what the attribute says.</summary>
internal sealed class Subscription
{
    // What a catch-all handler is called in logs.
    private const string CatchAllName = "*";

    private Subscription(IMethodSymbol method, AttributeData attribute)
    {
        Method = method;
        Attribute = attribute;
    }

    public IMethodSymbol Method { get; }

    public AttributeData Attribute { get; }

    /// <summary>Whether it takes every event that has no other handler.</summary>
    public bool IsCatchAll => KnownTypes.CatchAll.Matches(Attribute.AttributeClass);

    public string EventName => IsCatchAll ? CatchAllName : Attribute.FirstText() ?? "";

    public int MaxConcurrency => Attribute.NamedInt32("MaxConcurrency", 0);

    /// <summary>What a method subscribes to. It cannot have both attributes; where it does, the event counts.</summary>
    public static Subscription? Find(IMethodSymbol method) =>
        (method.FindAttribute(KnownTypes.SubscribeMessage) ?? method.FindAttribute(KnownTypes.CatchAll)) is { } attribute ? new(method, attribute) : null;

    /// <summary>
    /// The subscriptions of a class, its own first, each class in the order of declaration. As in NestJS the most derived method of a
    /// signature decides: an override without the attribute removes the subscription, one with another event replaces it.
    /// </summary>
    public static IEnumerable<Subscription> FindAll(INamedTypeSymbol type)
    {
        var decided = new List<IMethodSymbol>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            var declared = current.GetMembers().OfType<IMethodSymbol>().Where(method => !decided.Any(other => HaveSameSignature(other, method))).ToList();
            decided.AddRange(declared);
            foreach (var method in declared)
            {
                if (Find(method) is { } subscription)
                    yield return subscription;
            }
        }
    }

    private static bool HaveSameSignature(IMethodSymbol left, IMethodSymbol right) =>
        left.Name == right.Name
        && left.Arity == right.Arity
        && left.Parameters.Length == right.Parameters.Length
        && left.Parameters.Zip(right.Parameters, (a, b) => a.RefKind == b.RefKind && SymbolEqualityComparer.Default.Equals(a.Type, b.Type)).All(same => same);
}
