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
        GatewayDiagnostics.GatewayHasTwoCatchAlls,
        GatewayDiagnostics.RouteParameterIsUnknown,
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
        if (GatewayDeclaration.Find(type) is not { } declaration)
            return;

        var template = new RouteTemplate(declaration.Path);
        var handlers = new Dictionary<(bool, string), IMethodSymbol>();
        foreach (var subscription in Subscription.FindAll(type))
        {
            var method = subscription.Method;
            if (!HandlerProblems.IsReachable(method, type, context.Compilation))
                context.Report(GatewayDiagnostics.InheritedHandlerIsUnreachable, type.Locations[0], type.Name, method.Name, method.ContainingType.Name);
            else if (handlers.TryGetValue((subscription.IsCatchAll, subscription.EventName), out var first))
                ReportSecond(context, type, subscription, first);
            else
                handlers.Add((subscription.IsCatchAll, subscription.EventName), method);

            ReportRoute(context, type, subscription, template);
        }
    }

    private static void ReportSecond(SymbolAnalysisContext context, INamedTypeSymbol type, Subscription subscription, IMethodSymbol first)
    {
        var location = context.Locate(subscription.Attribute);
        if (subscription.IsCatchAll)
            context.Report(GatewayDiagnostics.GatewayHasTwoCatchAlls, location, first.Name, subscription.Method.Name, type.Name);
        else
            context.Report(GatewayDiagnostics.EventHasTwoHandlers, location, first.Name, subscription.Method.Name, type.Name, subscription.EventName);
    }

    private static void ReportRoute(SymbolAnalysisContext context, INamedTypeSymbol type, Subscription subscription, RouteTemplate template)
    {
        var method = subscription.Method;
        foreach (var binding in ParameterBinding.FindAll(method))
        {
            // A base class that does without the value may have gateways with and without it.
            var isShared = binding.IsOptional && !SymbolEqualityComparer.Default.Equals(method.ContainingType, type);
            if (binding.Source == ParameterSource.Route && !template.Has(binding.Name) && !isShared)
                context.Report(GatewayDiagnostics.RouteParameterIsUnknown, context.Locate(binding.Attribute!), binding.Parameter.Name, method.Name, binding.Name, template.Path, type.Name);
        }
    }
}
