using Gateways.CodeAnalysis;
using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>Turns the parameters of one handler into models.</summary>
internal sealed class ParameterParser(UniqueNames locals, ContractTable contracts, Compilation compilation)
{
    public ParameterModel Parse(ParameterBinding binding)
    {
        var parameter = binding.Parameter;
        var name = parameter.Name.TrimStart('_') is { Length: > 0 } trimmed ? trimmed : "value";
        var local = Take(name);
        var bound = binding.Pipes?.FirstConverting is null ? ParseBound(binding, local) : ParseRaw(binding, binding.Pipes, name);
        return new(
            binding.Source,
            parameter.Name,
            parameter.Type.ToVariableType(),
            local,
            bound,
            binding.Name,
            binding.Index,
            binding.Source == ParameterSource.KeyedService ? Constants.Format(binding.Key) : null,
            binding.Pipes is { Steps.Count: > 0 } pipes ? ParsePiping(binding, pipes, name, local) : null);
    }

    /// <summary>The value of a parameter that is bound as what it is.</summary>
    private BoundModel ParseBound(ParameterBinding binding, string local)
    {
        var type = binding.Parameter.Type;
        var contract = binding switch
        {
            { IsBody: true } => contracts.GetField(type),
            { Source: ParameterSource.Stream } => contracts.GetField(((INamedTypeSymbol)type).TypeArguments[0]),
            _ => null,
        };
        return new(
            local,
            type.ToVariableType(),
            type.ToContractName(),
            contract,
            binding.IsOptional,
            Constants.FormatDefault(binding.Parameter),
            type.IsReferenceType && binding.Parameter.NullableAnnotation == NullableAnnotation.NotAnnotated,
            IsNullableValue(type));
    }

    /// <summary>The value that the parameter's pipes make something else of. Its fallback is the parameter's, so it is not taken here.</summary>
    private BoundModel ParseRaw(ParameterBinding binding, ParameterPipes pipes, string name)
    {
        var isSkipped = IsSkippedWhenMissing(binding, pipes);
        var type = isSkipped ? MakeNullable(pipes.BoundType) : pipes.BoundType;
        return new(
            Take("raw" + char.ToUpperInvariant(name[0]) + name.Substring(1)),
            type.ToVariableType(),
            type.ToContractName(),
            contracts.GetField(type),
            isSkipped || pipes.TakesNull,
            null,
            type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.NotAnnotated,
            IsNullableValue(type));
    }

    private PipingModel ParsePiping(ParameterBinding binding, ParameterPipes pipes, string name, string local)
    {
        var last = pipes.Steps.LastOrDefault(step => step.IsConverting);
        var steps = pipes.Steps.Select(step => ParseStep(step, step == last ? local : Take(name + "Step"))).ToEquatableArray();
        var isNotNull = binding.Parameter is { Type.IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated };
        return new(
            steps,
            IsSkippedWhenMissing(binding, pipes) ? Take(name + "Value") : null,
            Constants.FormatDefault(binding.Parameter) ?? (isNotNull ? "default!" : "default"));
    }

    private static PipeStepModel ParseStep(ParameterPipe step, string variable)
    {
        var isReference = step.Target.IsReferenceType;
        return new(
            step.Declaration.Type.ToContractName(),
            step.IsCalledByName ? null : step.Contract.ToContractName(),
            step.IsConverting ? variable : null,
            step.IsConverting ? step.Target.ToVariableType() : null,
            step.IsConverting
                ? isReference && !SymbolEqualityComparer.IncludeNullability.Equals(step.Output, step.Target)
                : isReference && step.Target.NullableAnnotation == NullableAnnotation.NotAnnotated);
    }

    /// <summary>A pipe that does not take null is not asked to convert nothing: the parameter has its own word for that.</summary>
    private static bool IsSkippedWhenMissing(ParameterBinding binding, ParameterPipes pipes) =>
        pipes.FirstConverting is not null && binding.IsOptional && !pipes.TakesNull;

    private ITypeSymbol MakeNullable(ITypeSymbol type) => type.IsValueType
        ? compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(type)
        : type.WithNullableAnnotation(NullableAnnotation.Annotated);

    private static bool IsNullableValue(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private string Take(string name) => TypeNames.Escape(locals.Take(name));
}
