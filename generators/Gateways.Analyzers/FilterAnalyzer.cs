using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>
/// Looks for exception filters that are never asked. Of the filters on one class or one method the last is asked first, and the next one only when it
/// says so: those before it are reported where its source shows that it never does.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FilterAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GatewayDiagnostics.FilterIsUnreachable, GatewayDiagnostics.CatchHasNoEffect];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeTarget, SymbolKind.NamedType, SymbolKind.Method);
        context.RegisterSymbolAction(AnalyzeCatch, SymbolKind.NamedType);
    }

    private static void AnalyzeTarget(SymbolAnalysisContext context)
    {
        var filters = Enhancer.FindAll(context.Symbol).Where(enhancer => enhancer.Kind == EnhancerKind.Filter).ToList();
        for (var index = 0; index < filters.Count; index++)
        {
            var filter = filters[index];
            var reach = new FilterReach(filter.Type);
            if (filters.Skip(index + 1).FirstOrDefault(later => Hides(later, filter, reach, context.CancellationToken)) is not { } hiding)
                continue;

            var advice = SymbolEqualityComparer.Default.Equals(hiding.Type, filter.Type) ? "remove one of the two" : $"declare it after '{hiding.Type.Name}'";
            context.Report(GatewayDiagnostics.FilterIsUnreachable, filter.Attribute.GetLocation(context.Symbol, context.CancellationToken), filter.Type.Name, context.Symbol.Name, hiding.Type.Name, advice);
        }
    }

    private static bool Hides(Enhancer later, Enhancer filter, FilterReach reach, CancellationToken cancellationToken) =>
        SymbolEqualityComparer.Default.Equals(later.Type, filter.Type)
        || (new FilterReach(later.Type).Covers(reach) && FilterDecisions.AlwaysDecides(later.Type, cancellationToken));

    private static void AnalyzeCatch(SymbolAnalysisContext context)
    {
        // An abstract class may be the base of filters.
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.IsAbstract && !type.IsStatic)
            return;

        if (type.FindAttribute(KnownTypes.Catch) is { } attribute && !type.AllInterfaces.Any(KnownTypes.ExceptionFilter.Matches))
            context.Report(GatewayDiagnostics.CatchHasNoEffect, attribute.GetLocation(type, context.CancellationToken), type.Name);
    }
}
