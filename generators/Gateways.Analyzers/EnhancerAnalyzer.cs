using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>Looks at guards, interceptors, pipes and filters where they are declared: do they fit, can they be named, can they be created.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EnhancerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        GatewayDiagnostics.PipeDoesNotFit,
        GatewayDiagnostics.EnhancerCannotBeNamed,
        GatewayDiagnostics.EnhancerCannotBeCreated,
        GatewayDiagnostics.PipeIsNeverRun,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var enhancer in Enhancer.FindAll(type))
            ReportDeclaration(context, enhancer);

        // Only a gateway has code generated for it; what is left out is decided there.
        if (GatewayDeclaration.Find(type) is not null)
            ReportHidden(context, type);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        foreach (var enhancer in HandlerProblems.FindEnhancers(method))
            ReportDeclaration(context, enhancer);
        if (Subscription.Find(method) is null)
            return;

        foreach (var binding in ParameterBinding.FindAll(method))
            ReportPipes(context, method, binding);
    }

    private static void ReportDeclaration(SymbolAnalysisContext context, Enhancer enhancer)
    {
        var location = enhancer.Attribute.GetLocation(enhancer.Target, context.CancellationToken);
        if (enhancer.DescribeMisfit() is { } misfit)
            context.Report(GatewayDiagnostics.PipeDoesNotFit, location, enhancer.Type.Name, $"'{enhancer.Target.Name}'", misfit);
        else if (enhancer.Type is { TypeKind: TypeKind.Class, IsAbstract: true })
            context.Report(GatewayDiagnostics.EnhancerCannotBeCreated, location, enhancer.Type.Name, enhancer.Target.Name, "is abstract", "name a class that derives from it, or register an interface and name that");
        else if (enhancer.Type is { TypeKind: TypeKind.Class } && !enhancer.Type.InstanceConstructors.Any(constructor => constructor.DeclaredAccessibility == Accessibility.Public))
            context.Report(GatewayDiagnostics.EnhancerCannotBeCreated, location, enhancer.Type.Name, enhancer.Target.Name, "has no public constructor", "add one, or register an interface and name that");
    }

    private static void ReportHidden(SymbolAnalysisContext context, INamedTypeSymbol gateway)
    {
        ReportHidden(context, gateway, gateway, Enhancer.FindInherited(gateway), "the whole gateway");
        foreach (var subscription in Subscription.FindAll(gateway))
            ReportHidden(context, gateway, subscription.Method, HandlerProblems.FindEnhancers(subscription.Method), "the handler");
    }

    private static void ReportHidden(SymbolAnalysisContext context, INamedTypeSymbol gateway, ISymbol guarded, IEnumerable<Enhancer> enhancers, string omitted)
    {
        foreach (var enhancer in enhancers.Where(enhancer => !enhancer.IsNameable(gateway, context.Compilation)))
            context.Report(GatewayDiagnostics.EnhancerCannotBeNamed, context.Locate(enhancer.Attribute), enhancer.Type.Name, enhancer.Target.Name, gateway.Name, omitted);
        foreach (var attribute in Authorization.FindLost(guarded, gateway, context.Compilation))
            context.Report(GatewayDiagnostics.EnhancerCannotBeNamed, context.Locate(attribute), attribute.Describe(), guarded.Name, gateway.Name, omitted);
    }

    private static void ReportPipes(SymbolAnalysisContext context, IMethodSymbol method, ParameterBinding binding)
    {
        var parameter = binding.Parameter;
        if (binding.Pipes is { Misfit: { } misfit, Problem: var problem })
        {
            context.Report(GatewayDiagnostics.PipeDoesNotFit, misfit.Attribute.GetLocation(parameter, context.CancellationToken), misfit.Type.Name, $"'{parameter.Name}' of '{method.Name}'", problem);
            return;
        }

        if (binding.IsBody || binding.Source == ParameterSource.Unsupported)
            return;

        foreach (var pipe in Enhancer.FindAll(parameter))
            context.Report(GatewayDiagnostics.PipeIsNeverRun, pipe.Attribute.GetLocation(parameter, context.CancellationToken), parameter.Name, method.Name, method.ContainingType.Name, pipe.Type.Name);
    }
}
