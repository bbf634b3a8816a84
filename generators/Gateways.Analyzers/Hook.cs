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
        if (!IsLikeHook(method))
            return false;

        // The interfaces stand beside the type of their first parameter.
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

    private bool IsMeantBy(IMethodSymbol method) => IsHubOverride(method) || IsLikeHook(method);

    /// <summary>An override of a hub's method in a class that is no hub: the compiler finds nothing to override.</summary>
    private bool IsHubOverride(IMethodSymbol method) =>
        method is { IsOverride: true, OverriddenMethod: null } && Array.Exists(methods, name => method.Name == name + "Async");

    private bool IsLikeHook(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 }
        && Array.Exists(methods, name => IsCalled(method, name) || IsCalled(method, name + "Async"))
        && method.Parameters[0].Type is { ContainingNamespace: { Name: "Gateways", ContainingNamespace.IsGlobalNamespace: true } } type
        && type.Name == argument;

    // NestJS's own names begin with a small letter.
    private static bool IsCalled(IMethodSymbol method, string name) => string.Equals(method.Name, name, StringComparison.OrdinalIgnoreCase);

    private bool IsImplementedBy(INamedTypeSymbol type) => type.AllInterfaces.Any(contract.Matches);

    private ISymbol? FindImplementation(INamedTypeSymbol type) =>
        type.FindImplementationForInterfaceMember(type.AllInterfaces.First(contract.Matches).GetMembers()[0]);
}
