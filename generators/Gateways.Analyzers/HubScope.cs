using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace Gateways.Analyzers;

/// <summary>What a place in a gateway has at hand: its server and the client of the message.</summary>
internal sealed class HubScope
{
    public HubScope(SemanticModel model, int position)
    {
        var symbols = model.LookupSymbols(position).Where(symbol => symbol.Kind is SymbolKind.Parameter or SymbolKind.Property or SymbolKind.Field or SymbolKind.Local).ToList();
        var server = Single(symbols, IsServer);
        Server = server?.Name;
        IsTyped = GetType(server) is INamedTypeSymbol { Arity: 2 };
        Client = Single(symbols, KnownTypes.GatewayClient.Matches)?.Name;
    }

    /// <summary>The one variable that holds a server; null where there is none, or a choice.</summary>
    public string? Server { get; }

    public bool IsTyped { get; }

    /// <summary>The one variable that holds a client; null where there is none, or a choice.</summary>
    public string? Client { get; }

    private static bool IsServer(ITypeSymbol? type) =>
        KnownTypes.GatewayServer.Matches(type) || KnownTypes.GatewayServerOfGateway.Matches(type) || KnownTypes.GatewayServerOfEvents.Matches(type);

    private static ISymbol? Single(List<ISymbol> symbols, Func<ITypeSymbol?, bool> matches)
    {
        var found = symbols.FindAll(symbol => matches(GetType(symbol)));
        return found.Count == 1 ? found[0] : null;
    }

    private static ITypeSymbol? GetType(ISymbol? symbol) => symbol switch
    {
        IParameterSymbol parameter => parameter.Type,
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        ILocalSymbol local => local.Type,
        _ => null,
    };
}
