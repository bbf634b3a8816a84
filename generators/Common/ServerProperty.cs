using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>A property with <c>[WebSocketServer]</c>.</summary>
internal static class ServerProperty
{
    public static IEnumerable<IPropertySymbol> FindAll(INamedTypeSymbol gateway)
    {
        for (INamedTypeSymbol? current = gateway; current is not null; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.HasAttribute(KnownTypes.WebSocketServer))
                    yield return property;
            }
        }
    }

    /// <summary>What is wrong with a property, as the rest of a sentence; null when nothing is.</summary>
    public static string? DescribeProblem(IPropertySymbol property, INamedTypeSymbol gateway, Compilation compilation)
    {
        if (property.IsStatic)
            return "is static; make it a property of the instance";
        if (property.IsIndexer)
            return "is an indexer; make it a property";
        if (property.SetMethod is not { IsInitOnly: false } setter || !compilation.IsSymbolAccessibleWithin(setter, gateway, gateway))
            return "has no setter that can be called; add a set accessor";

        return DescribeType(property.Type, gateway);
    }

    private static string? DescribeType(ITypeSymbol type, INamedTypeSymbol gateway)
    {
        if (KnownTypes.GatewayServer.Matches(type) || KnownTypes.GatewayServerOfGateway.Matches(type))
            return null;
        if (!KnownTypes.GatewayServerOfEvents.Matches(type))
            return $"is a '{type.ToDisplayString()}'; make it an IGatewayServer<{gateway.Name}>";

        var arguments = ((INamedTypeSymbol)type).TypeArguments;
        var isOwn = SymbolEqualityComparer.Default.Equals(arguments[0], gateway);
        return !isOwn || SymbolEqualityComparer.Default.Equals(arguments[1], GatewayDeclaration.Find(gateway)?.Events)
            ? null
            : $"names other events than '{gateway.Name}' does; use the interface of its [WebSocketGateway] attribute";
    }
}
