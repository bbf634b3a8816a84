using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>Why a method cannot be a handler, whatever its parameters.</summary>
internal static class HandlerProblems
{
    /// <summary>What is wrong with the method, as the rest of a sentence; null when nothing is.</summary>
    public static string? Describe(IMethodSymbol method) => method switch
    {
        { MethodKind: not MethodKind.Ordinary } => "is an explicit interface implementation; make it a method of the class",
        { IsStatic: true } => "is static; make it an instance method",
        { IsGenericMethod: true } => "is generic; name the type of its body",
        _ => null,
    };

    /// <summary>What stands around a handler by its own declaration: the method's, then its parameters'.</summary>
    public static IEnumerable<Enhancer> FindEnhancers(IMethodSymbol method) =>
        Enhancer.FindAll(method).Concat(method.Parameters.SelectMany(Enhancer.FindAll));

    /// <summary>Whether generated code, which is nested in the gateway, may call the method: private methods of the gateway itself, too.</summary>
    public static bool IsReachable(IMethodSymbol method, INamedTypeSymbol gateway, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(method, gateway, gateway);
}
