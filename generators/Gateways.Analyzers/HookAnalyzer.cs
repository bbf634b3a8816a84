using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>Looks at the methods of a gateway that are no handlers: hooks that are never called, and attributes that only handlers have a use for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HookAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableDictionary<string, string?> ReturnsValueTask = ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.ReturnType, "ValueTask");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        GatewayDiagnostics.HandlerIsAsyncVoid,
        GatewayDiagnostics.HookIsNeverCalled,
        GatewayDiagnostics.AttributeHasNoEffect,
    ];

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
        if (Subscription.Find(method) is not null)
            return;

        var isInGateway = GatewayDeclaration.Find(method.ContainingType) is not null;
        if (isInGateway && Hook.FindUncalled(method) is { } hook)
            ReportHook(context, method, hook);

        ReportAttributes(context, method, isInGateway);
    }

    private static void ReportHook(SymbolAnalysisContext context, IMethodSymbol method, Hook hook)
    {
        var (name, type) = (method.Name, method.ContainingType.Name);
        if (method is { IsAsync: true, ReturnsVoid: true })
        {
            context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.HandlerIsAsyncVoid, method.Locations[0], ReturnsValueTask, name, type, $"ValueTask and implement {hook.InterfaceName}"));
            return;
        }

        var properties = ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Interface, hook.HasFormOf(method, context.Compilation) ? hook.InterfaceName : null);
        context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.HookIsNeverCalled, method.Locations[0], properties, name, type, hook.InterfaceName));
    }

    private static void ReportAttributes(SymbolAnalysisContext context, IMethodSymbol method, bool isInGateway)
    {
        // An override without the subscription is told about that.
        if (method.OverriddenMethod is { } overridden && Subscription.Find(overridden) is not null)
            return;

        var advice = isInGateway && Hook.IsCalled(method)
            ? "put it on the class, or use [UseConnectionGuards<T>] there"
            : "add [SubscribeMessage] or remove it";
        foreach (var attribute in method.GetAttributes())
        {
            if (Enhancer.IsEnhancer(attribute.AttributeClass) || (isInGateway && Authorization.IsRequirement(attribute.AttributeClass)))
                context.Report(GatewayDiagnostics.AttributeHasNoEffect, attribute.GetLocation(method, context.CancellationToken), method.Name, method.ContainingType.Name, attribute.Describe(), advice);
        }
    }
}
