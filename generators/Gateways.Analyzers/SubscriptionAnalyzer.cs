using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>Looks at the handlers of a gateway together, inherited ones included.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SubscriptionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        GatewayDiagnostics.EventHasTwoHandlers,
        GatewayDiagnostics.InheritedHandlerIsUnreachable,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (GatewayDeclaration.Find(type) is null)
            return;

        var handlers = new Dictionary<string, IMethodSymbol>(StringComparer.Ordinal);
        foreach (var subscription in Subscription.FindAll(type))
        {
            var method = subscription.Method;
            if (!HandlerProblems.IsReachable(method, type, context.Compilation))
                context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.InheritedHandlerIsUnreachable, type.Locations[0], type.Name, method.Name, method.ContainingType.Name));
            else if (handlers.TryGetValue(subscription.EventName, out var first))
                context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.EventHasTwoHandlers, Locate(context, subscription, type), first.Name, method.Name, type.Name, subscription.EventName));
            else
                handlers.Add(subscription.EventName, method);
        }
    }

    private static Location Locate(SymbolAnalysisContext context, Subscription subscription, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(subscription.Method.ContainingType, type)
            ? subscription.Attribute.GetLocation(subscription.Method, context.CancellationToken)
            : type.Locations[0];
}
