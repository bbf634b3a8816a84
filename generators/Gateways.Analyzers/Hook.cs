using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace Gateways.Analyzers;

/// <summary>A moment of a gateway's life, the interface that asks for it, and the names people give its method.</summary>
internal sealed class Hook(TypeName contract, string interfaceName, string argument, params string[] methods)
{
    private static readonly Hook[] All =
    [
        new(KnownTypes.OnGatewayInit, "IOnGatewayInit", "IGatewayServer", "AfterInit"),
        new(KnownTypes.OnGatewayConnection, "IOnGatewayConnection", "IGatewayClient", "HandleConnection", "OnConnected"),
        new(KnownTypes.OnGatewayDisconnect, "IOnGatewayDisconnect", "IGatewayClient", "HandleDisconnect", "OnDisconnected"),
    ];

    public string InterfaceName { get; } = interfaceName;

    /// <summary>The hook a method of a gateway would be, by its name and its first parameter, where the gateway does not implement the interface; null otherwise.</summary>
    public static Hook? FindUncalled(IMethodSymbol method) => Array.Find(All, hook => hook.IsMeantBy(method) && !hook.IsImplementedBy(method.ContainingType));

    /// <summary>Whether a method implements the interface of a hook.</summary>
    public static bool IsCalled(IMethodSymbol method) => Array.Exists(All, hook => hook.IsImplementedBy(method.ContainingType) && hook.FindImplementation(method.ContainingType)?.Equals(method, SymbolEqualityComparer.Default) == true);

    /// <summary>Whether a method has the form the interface asks for, so that the interface only has to be named.</summary>
    public bool HasFormOf(IMethodSymbol method, Compilation compilation)
    {
        // The three interfaces stand beside each other; the parameter's own assembly has them.
        var type = method.Parameters[0].Type.ContainingAssembly.GlobalNamespace.GetNamespaceMembers()
            .FirstOrDefault(space => space.Name == "Gateways")?.GetTypeMembers(InterfaceName).FirstOrDefault();
        return type?.GetMembers()[0] is IMethodSymbol wanted
            && method.DeclaredAccessibility == Accessibility.Public
            && wanted.Name == method.Name
            && SymbolEqualityComparer.Default.Equals(wanted.ReturnType, method.ReturnType)
            && wanted.Parameters.Length == method.Parameters.Length
            && wanted.Parameters.Zip(method.Parameters, (left, right) => SymbolEqualityComparer.Default.Equals(left.Type, right.Type)).All(same => same)
            && compilation.IsSymbolAccessibleWithin(type, method.ContainingType);
    }

    private bool IsMeantBy(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 }
        && Array.Exists(methods, name => method.Name == name || method.Name == name + "Async")
        && method.Parameters[0].Type is { ContainingNamespace: { Name: "Gateways", ContainingNamespace.IsGlobalNamespace: true } } type
        && type.Name == argument;

    private bool IsImplementedBy(INamedTypeSymbol type) => type.AllInterfaces.Any(contract.Matches);

    private ISymbol? FindImplementation(INamedTypeSymbol type) =>
        type.FindImplementationForInterfaceMember(type.AllInterfaces.First(contract.Matches).GetMembers()[0]);
}
