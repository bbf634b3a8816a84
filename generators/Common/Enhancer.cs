using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>A guard, interceptor, pipe or filter, as an attribute declares it on a class, a method or a parameter.</summary>
internal sealed class Enhancer
{
    private static readonly (TypeName Attribute, EnhancerKind Kind)[] Attributes =
    [
        (KnownTypes.UseGuards, EnhancerKind.Guard),
        (KnownTypes.UseInterceptors, EnhancerKind.Interceptor),
        (KnownTypes.UsePipes, EnhancerKind.Pipe),
        (KnownTypes.UseFilters, EnhancerKind.Filter),
        (KnownTypes.UseConnectionGuards, EnhancerKind.ConnectionGuard),
        (KnownTypes.UseOutgoingInterceptors, EnhancerKind.OutgoingInterceptor),
    ];

    private Enhancer(ISymbol target, AttributeData attribute, EnhancerKind kind)
    {
        Target = target;
        Attribute = attribute;
        Kind = kind;
    }

    /// <summary>What the attribute stands on.</summary>
    public ISymbol Target { get; }

    public AttributeData Attribute { get; }

    public EnhancerKind Kind { get; }

    /// <summary>Its class.</summary>
    public INamedTypeSymbol Type => (INamedTypeSymbol)Attribute.AttributeClass!.TypeArguments[0];

    public bool OncePerClient => Attribute.Named("OncePerClient")?.Value is true;

    public static bool IsEnhancer(INamedTypeSymbol? attribute) => Array.Exists(Attributes, known => known.Attribute.Matches(attribute));

    /// <summary>What a symbol itself declares, in the order of declaration. A type that does not exist is the compiler's affair.</summary>
    public static IEnumerable<Enhancer> FindAll(ISymbol target)
    {
        foreach (var attribute in target.GetAttributes())
        {
            foreach (var known in Attributes)
            {
                if (known.Attribute.Matches(attribute.AttributeClass) && attribute.AttributeClass!.TypeArguments[0] is INamedTypeSymbol { TypeKind: not TypeKind.Error })
                    yield return new(target, attribute, target is IParameterSymbol ? EnhancerKind.ParameterPipe : known.Kind);
            }
        }
    }

    /// <summary>What a class declares: its base classes first, each in the order of declaration.</summary>
    public static IEnumerable<Enhancer> FindInherited(INamedTypeSymbol type) =>
        (type.BaseType is { } parent ? FindInherited(parent) : []).Concat(FindAll(type));

    /// <summary>Why it is no pipe for every parameter, as the rest of a sentence; null when it is, or need not be. Pipes of one parameter are the affair of <see cref="ParameterPipes"/>.</summary>
    public string? DescribeMisfit()
    {
        if (Kind != EnhancerKind.Pipe || ParameterPipes.IsPipe(Type))
            return null;

        return ParameterPipes.IsConvertingPipe(Type)
            ? "converts one type into another, which only a parameter's pipe can; put it on a parameter or implement IPipe"
            : "is no pipe; implement IPipe";
    }

    /// <summary>Whether generated code can name its class.</summary>
    public bool IsNameable(INamedTypeSymbol gateway, Compilation compilation) => Visibility.IsNameable(Type, gateway, compilation);

    /// <summary>Whether code can be generated for what it stands on.</summary>
    public bool IsUsable(INamedTypeSymbol gateway, Compilation compilation) => DescribeMisfit() is null && IsNameable(gateway, compilation);
}
