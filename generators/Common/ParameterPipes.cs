using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>
/// The pipes one parameter declares. Those that convert decide what is bound: read from the parameter's type backwards, each must make what the next one takes.
/// </summary>
internal sealed class ParameterPipes
{
    private ParameterPipes(IReadOnlyList<ParameterPipe> steps, ITypeSymbol boundType)
    {
        Steps = steps;
        BoundType = boundType;
    }

    /// <summary>The pipes in the order they run.</summary>
    public IReadOnlyList<ParameterPipe> Steps { get; }

    /// <summary>What is bound from the body.</summary>
    public ITypeSymbol BoundType { get; }

    /// <summary>The pipe that does not fit; null when all do.</summary>
    public Enhancer? Misfit { get; private set; }

    /// <summary>Why it does not, as the rest of a sentence.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The first pipe that converts; null when the parameter's own type is bound.</summary>
    public ParameterPipe? FirstConverting => Steps.FirstOrDefault(step => step.IsConverting);

    /// <summary>Whether a missing value is a null that the pipes see.</summary>
    public bool TakesNull => FirstConverting?.Input is { } input
        && (input.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || input is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated });

    public static bool IsPipe(INamedTypeSymbol type) => FindContracts(type, KnownTypes.Pipe).Any();

    public static bool IsConvertingPipe(INamedTypeSymbol type) => FindContracts(type, KnownTypes.ConvertingPipe).Any();

    public static ParameterPipes Of(IParameterSymbol parameter)
    {
        var steps = new List<ParameterPipe>();
        var target = parameter.Type;
        foreach (var declaration in Enhancer.FindAll(parameter).Reverse())
        {
            if (FindContract(declaration.Type, target) is not { } contract)
                return new([], parameter.Type) { Misfit = declaration, Problem = DescribeMisfit(declaration.Type, target) };

            var step = new ParameterPipe(declaration, contract, target);
            steps.Insert(0, step);
            target = step.Input;
        }

        return new(steps, target);
    }

    /// <summary>The interface by which a pipe makes a type: the one that makes exactly it, else one that makes it, else the one for all types.</summary>
    private static INamedTypeSymbol? FindContract(INamedTypeSymbol type, ITypeSymbol target)
    {
        var fitting = FindContracts(type, KnownTypes.ConvertingPipe).Where(contract => Fits(contract.TypeArguments[1], target)).ToList();
        var exact = fitting.FindAll(contract => SymbolEqualityComparer.Default.Equals(contract.TypeArguments[1], target));
        return (exact, fitting) switch
        {
            ({ Count: 1 }, _) => exact[0],
            (_, { Count: 1 }) => fitting[0],
            (_, { Count: 0 }) => FindContracts(type, KnownTypes.Pipe).FirstOrDefault(),
            _ => null,
        };
    }

    private static string DescribeMisfit(INamedTypeSymbol type, ITypeSymbol target)
    {
        var contracts = FindContracts(type, KnownTypes.ConvertingPipe).ToList();
        var wanted = target.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (contracts.Count == 0)
            return "is no pipe; implement IPipe or IPipe<TInput, TOutput>";
        if (contracts.Count(contract => Fits(contract.TypeArguments[1], target)) > 1)
            return $"makes a '{wanted}' out of several types; implement IPipe<TInput, TOutput> once";

        var made = string.Join(" or ", contracts.Select(contract => $"'{contract.TypeArguments[1].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'"));
        return $"makes {made}, where '{wanted}' is needed; change one of them";
    }

    private static IEnumerable<INamedTypeSymbol> FindContracts(INamedTypeSymbol type, TypeName contract) =>
        (type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Insert(0, type) : type.AllInterfaces).Where(contract.Matches);

    /// <summary>Whether a value of one type is one of another without being changed.</summary>
    private static bool Fits(ITypeSymbol made, ITypeSymbol wanted)
    {
        if (made is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } && wanted is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated })
            return false;
        if (SymbolEqualityComparer.Default.Equals(made, wanted) || wanted.SpecialType == SpecialType.System_Object)
            return true;
        if (wanted is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return SymbolEqualityComparer.Default.Equals(made, nullable.TypeArguments[0]);

        return made.AllInterfaces.Contains(wanted, SymbolEqualityComparer.Default) || (made.BaseType is { } parent && IsOrDerivesFrom(parent, wanted));
    }

    private static bool IsOrDerivesFrom(INamedTypeSymbol type, ITypeSymbol wanted)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, wanted))
                return true;
        }

        return false;
    }
}
