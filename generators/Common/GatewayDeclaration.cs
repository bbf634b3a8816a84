using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>What <c>[WebSocketGateway]</c> says about a class.</summary>
internal sealed class GatewayDeclaration
{
    private GatewayDeclaration(AttributeData attribute) => Attribute = attribute;

    public AttributeData Attribute { get; }

    /// <summary>The namespace with one leading slash and none at the end.</summary>
    public string Path => "/" + (Attribute.FirstText() ?? "").Trim().Trim('/');

    /// <summary>The type argument of the attribute; null for a gateway with untyped emits.</summary>
    public ITypeSymbol? Events => Attribute.AttributeClass is { Arity: 1 } attribute ? attribute.TypeArguments[0] : null;

    public int MaxConcurrency => Attribute.NamedInt32("MaxConcurrency", 1);

    /// <summary>The port of its own; 0 for none.</summary>
    public int Port => Attribute.NamedInt32("Port", 0);

    public TypedConstant? Lifetime => Attribute.Named("Lifetime");

    public TypedConstant? Transports => Attribute.Named("Transports");

    /// <summary>The declaration of a class; where it has two, the first, and <see cref="GatewayProblems"/> tells the user.</summary>
    public static GatewayDeclaration? Find(ISymbol type) =>
        FindAll(type).FirstOrDefault() is { } attribute ? new(attribute) : null;

    public static IEnumerable<AttributeData> FindAll(ISymbol type) =>
        type.GetAttributes().Where(attribute =>
            KnownTypes.WebSocketGateway.Matches(attribute.AttributeClass) || KnownTypes.WebSocketGatewayOfEvents.Matches(attribute.AttributeClass));
}
