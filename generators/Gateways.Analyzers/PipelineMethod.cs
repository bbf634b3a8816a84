using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace Gateways.Analyzers;

/// <summary>Which methods run while a client waits: handlers, hooks, and what stands around them.</summary>
internal static class PipelineMethod
{
    private static readonly TypeName[] Contracts =
    [
        KnownTypes.OnGatewayInit,
        KnownTypes.OnGatewayConnection,
        KnownTypes.OnGatewayDisconnect,
        KnownTypes.Guard,
        KnownTypes.Interceptor,
        KnownTypes.Pipe,
        KnownTypes.ConvertingPipe,
        KnownTypes.ExceptionFilter,
        KnownTypes.ConnectionGuard,
        KnownTypes.OutgoingInterceptor,
    ];

    public static bool Is(IMethodSymbol method) => Subscription.Find(method) is not null || ImplementsContract(method);

    private static bool ImplementsContract(IMethodSymbol method)
    {
        var type = method.ContainingType;
        return type.AllInterfaces
            .Where(contract => Array.Exists(Contracts, name => name.Matches(contract)))
            .SelectMany(contract => contract.GetMembers())
            .Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method));
    }
}
