using Gateways.CodeAnalysis;
using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>Turns what attributes declare around handlers into models.</summary>
internal static class EnhancerParser
{
    public static EquatableArray<EnhancerModel> ParseClass(INamedTypeSymbol gateway) => Enhancer.FindInherited(gateway).Select(Parse).ToEquatableArray();

    /// <summary>Those of a method and then, each class once, those of its body parameters.</summary>
    public static EquatableArray<EnhancerModel> ParseMethod(IMethodSymbol method)
    {
        var pipes = ParameterBinding.FindAll(method)
            .SelectMany(binding => binding.Pipes?.Steps ?? [])
            .Select(step => Parse(step.Declaration))
            .Distinct();
        return Enhancer.FindAll(method).Select(Parse).Concat(pipes).ToEquatableArray();
    }

    private static EnhancerModel Parse(Enhancer enhancer) => new(enhancer.Kind, enhancer.Type.ToContractName(), enhancer.OncePerClient);
}
