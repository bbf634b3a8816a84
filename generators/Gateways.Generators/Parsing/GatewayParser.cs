using Gateways.CodeAnalysis;
using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>Turns the symbols of a gateway into its model. Symbols go no further than this folder.</summary>
internal static class GatewayParser
{
    // GatewayTransports.All.
    private const int AllTransports = 15;

    /// <summary>The model of the class an attribute stands on; null where no code can be generated for it.</summary>
    public static GatewayModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;

        // A class with the attribute on two of its parts, or with both forms of it, comes here twice: the first one counts.
        if (GatewayDeclaration.Find(type) is not { } declaration || !context.Attributes.Contains(declaration.Attribute))
            return null;
        if (GatewayProblems.DescribeShape(type) is not null || GatewayProblems.FindNonPartial(type, cancellationToken).Any())
            return null;

        // Without one of its guards a gateway would be open: rather no gateway.
        var compilation = context.SemanticModel.Compilation;
        if (!Enhancer.FindInherited(type).All(enhancer => enhancer.IsUsable(type, compilation)) || Authorization.FindLost(type, type, compilation).Any())
            return null;

        var contracts = new ContractTable();
        var metadata = new MetadataParser(type, compilation);
        var subscriptions = FindSubscriptions(type, compilation);
        var handlers = new HandlerParser(contracts, metadata, compilation).Parse(subscriptions);
        var events = EventsParser.Parse(declaration.Events);

        return new(
            type.ToHintName(),
            type.GetNamespaceName(),
            FindContainingTypes(type).Reverse().ToEquatableArray(),
            TypeNames.EscapeDeclared(type.Name),
            type.ToQualifiedName(),
            IsPublic(type),
            declaration.Path,
            declaration.Lifetime is { } lifetime ? FormatUnlessDefault(lifetime, 0) : null,
            declaration.MaxConcurrency,
            declaration.Transports is { } transports ? FormatUnlessDefault(transports, AllTransports) : null,
            declaration.Port,
            EnhancerParser.ParseClass(type),
            metadata.ParseClass(),
            FindHooks(type).ToEquatableArray(),
            contracts.Contracts,
            handlers,
            events,
            ServerPropertyParser.Parse(type, compilation),
            ObsoleteUse.IsFoundIn(type, subscriptions, events is null ? null : declaration.Events));
    }

    private static List<Subscription> FindSubscriptions(INamedTypeSymbol type, Compilation compilation) => Subscription.FindAll(type)
        .Where(subscription => IsUsable(subscription, type, compilation))
        .GroupBy(subscription => (subscription.IsCatchAll, subscription.EventName))
        .Select(sameEvent => sameEvent.First())
        .ToList();

    private static bool IsUsable(Subscription subscription, INamedTypeSymbol type, Compilation compilation)
    {
        var method = subscription.Method;
        if (HandlerProblems.Describe(method) is not null || !HandlerProblems.IsReachable(method, type, compilation) || !EventName.IsEncodable(subscription.EventName))
            return false;

        return HandlerReturn.Of(method).Kind != ReturnKind.Unsupported
            && ParameterBinding.FindAll(method).All(parameter => parameter.IsUsable)
            && HandlerProblems.FindEnhancers(method).All(enhancer => enhancer.IsUsable(type, compilation))
            && !Authorization.FindLost(method, type, compilation).Any();
    }

    private static IEnumerable<string> FindContainingTypes(INamedTypeSymbol type)
    {
        for (var current = type.ContainingType; current is not null; current = current.ContainingType)
        {
            var keyword = current switch
            {
                { IsRecord: true, IsValueType: true } => "record struct",
                { IsRecord: true } => "record",
                { TypeKind: TypeKind.Struct } => "struct",
                { TypeKind: TypeKind.Interface } => "interface",
                _ => "class",
            };
            yield return $"partial {keyword} {TypeNames.EscapeDeclared(current.Name)}";
        }
    }

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }

    private static string? FormatUnlessDefault(TypedConstant constant, int defaultValue) =>
        constant is { Kind: TypedConstantKind.Enum, Value: int value } && value != defaultValue ? Constants.Format(constant) : null;

    private static IEnumerable<string> FindHooks(INamedTypeSymbol type)
    {
        if (type.AllInterfaces.Any(KnownTypes.OnGatewayInit.Matches))
            yield return "Init";
        if (type.AllInterfaces.Any(KnownTypes.OnGatewayConnection.Matches))
            yield return "Connection";
        if (type.AllInterfaces.Any(KnownTypes.OnGatewayDisconnect.Matches))
            yield return "Disconnect";
    }
}
