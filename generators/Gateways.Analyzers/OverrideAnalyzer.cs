using System.Collections.Immutable;
using System.Globalization;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>Looks for overrides of handlers that do not repeat an attribute.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OverrideAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GatewayDiagnostics.OverrideDropsSubscription, GatewayDiagnostics.OverrideDropsEnhancers];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.OverriddenMethod is not { } overridden || Subscription.Find(overridden) is not { } dropped)
            return;

        if (Subscription.Find(method) is null)
            ReportSubscription(context, method, dropped);
        else
            ReportEnhancers(context, method, overridden);
    }

    private static void ReportSubscription(SymbolAnalysisContext context, IMethodSymbol method, Subscription dropped)
    {
        // What the code fix has to repeat.
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(DiagnosticProperties.EventName, dropped.IsCatchAll ? null : dropped.EventName)
            .Add(DiagnosticProperties.MaxConcurrency, dropped.MaxConcurrency.ToString(CultureInfo.InvariantCulture));
        context.ReportDiagnostic(Diagnostic.Create(
            GatewayDiagnostics.OverrideDropsSubscription,
            method.Locations[0],
            properties,
            method.Name,
            method.ContainingType.Name,
            dropped.EventName));
    }

    /// <summary>A handler has the attributes of its own method only, and a guard is easily lost that way.</summary>
    private static void ReportEnhancers(SymbolAnalysisContext context, IMethodSymbol method, IMethodSymbol overridden)
    {
        var kept = method.GetAttributes().Select(attribute => attribute.AttributeClass).ToList();
        var dropped = overridden.GetAttributes()
            .Where(attribute => Enhancer.IsEnhancer(attribute.AttributeClass) || Authorization.IsRequirement(attribute.AttributeClass))
            .Where(attribute => !kept.Contains(attribute.AttributeClass, SymbolEqualityComparer.Default))
            .Select(attribute => attribute.Describe())
            .ToList();
        if (dropped.Count > 0)
            context.Report(GatewayDiagnostics.OverrideDropsEnhancers, method.Locations[0], method.Name, method.ContainingType.Name, string.Join(" and ", dropped));
    }
}
