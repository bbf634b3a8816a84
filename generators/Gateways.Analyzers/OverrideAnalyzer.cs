using System.Collections.Immutable;
using System.Globalization;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>Looks for overrides of handlers that do not repeat the attribute.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OverrideAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GatewayDiagnostics.OverrideDropsSubscription];

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
        if (method.OverriddenMethod is not { } overridden || Subscription.Find(overridden) is not { } dropped || Subscription.Find(method) is not null)
            return;

        // What the code fix has to repeat.
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(DiagnosticProperties.EventName, dropped.EventName)
            .Add(DiagnosticProperties.MaxConcurrency, dropped.MaxConcurrency.ToString(CultureInfo.InvariantCulture));
        context.ReportDiagnostic(Diagnostic.Create(
            GatewayDiagnostics.OverrideDropsSubscription,
            method.Locations[0],
            properties,
            method.Name,
            method.ContainingType.Name,
            dropped.EventName));
    }
}
