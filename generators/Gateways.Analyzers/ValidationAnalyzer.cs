using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>
/// Looks for validation that finds nothing to validate with. The pipe of a whole gateway is a policy, so only those of handlers and parameters are looked at; with
/// <c>[Validate]</c> the pipe may have something to do without a validator.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValidationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GatewayDiagnostics.ValidatorIsMissing];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // Nobody pays for the search who validates nothing this way.
            var validated = new Lazy<ValidatedTypes>(() => ValidatedTypes.Find(start.Compilation, start.CancellationToken));
            start.RegisterSymbolAction(symbol => AnalyzeMethod(symbol, validated), SymbolKind.Method);
        });
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, Lazy<ValidatedTypes> validated)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (Subscription.Find(method) is null || method.HasAttribute(KnownTypes.Validate) || method.ContainingType.HasAttribute(KnownTypes.Validate))
            return;

        var bodies = ParameterBinding.FindAll(method).Where(binding => binding is { IsBody: true, Pipes.Misfit: null }).ToList();
        foreach (var pipe in Enhancer.FindAll(method).Where(IsValidation))
            Report(context, pipe, bodies.ConvertAll(body => body.Pipes!.BoundType), validated);

        foreach (var step in bodies.SelectMany(body => body.Pipes!.Steps).Where(step => IsValidation(step.Declaration)))
            Report(context, step.Declaration, [step.Target], validated);
    }

    private static bool IsValidation(Enhancer enhancer) => KnownTypes.ValidationPipe.Matches(enhancer.Type);

    /// <summary>One type that can be validated is enough: the pipe passes the others on.</summary>
    private static void Report(SymbolAnalysisContext context, Enhancer pipe, List<ITypeSymbol> types, Lazy<ValidatedTypes> validated)
    {
        if (types.Count == 0 || types.Exists(validated.Value.Has))
            return;

        var location = pipe.Attribute.GetLocation(pipe.Target, context.CancellationToken);
        var type = types[0].WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        context.Report(GatewayDiagnostics.ValidatorIsMissing, location, pipe.Target.Name, context.Symbol.ContainingType.Name, type);
    }
}
