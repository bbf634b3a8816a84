using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>Looks at one method with <c>[SubscribeMessage]</c> or <c>[CatchAll]</c>, in a gateway or in a class that may be the base of one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableDictionary<string, string?> ReturnsTask = ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.ReturnType, "Task");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        GatewayDiagnostics.HandlerReturnsUnsupportedType,
        GatewayDiagnostics.HandlerParameterIsUnsupported,
        GatewayDiagnostics.EventNameIsReserved,
        GatewayDiagnostics.HandlerMethodIsUnsupported,
        GatewayDiagnostics.HandlerIsAsyncVoid,
        GatewayDiagnostics.HandlerHasTwoSubscriptions,
        GatewayDiagnostics.ExceptionEventIsSubscribed,
        GatewayDiagnostics.SubscriptionHasNoEffect,
        GatewayDiagnostics.ResultIsDiscarded,
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
        if (Subscription.Find(method) is not { } subscription)
            return;

        if (!MayBelongToGateway(method.ContainingType))
        {
            context.Report(GatewayDiagnostics.SubscriptionHasNoEffect, LocateAttribute(context, subscription), method.Name, method.ContainingType.Name);
            return;
        }

        if (!subscription.IsCatchAll)
            ReportEvent(context, subscription);
        if (HandlerProblems.Describe(method) is { } problem)
        {
            context.Report(GatewayDiagnostics.HandlerMethodIsUnsupported, method.Locations[0], method.Name, method.ContainingType.Name, problem);
            return;
        }

        ReportReturn(context, method);
        ReportParameters(context, method);
    }

    private static bool MayBelongToGateway(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && (!(type.IsSealed || type.IsStatic) || GatewayDeclaration.Find(type) is not null);

    private static void ReportEvent(SymbolAnalysisContext context, Subscription subscription)
    {
        var name = subscription.EventName;
        var (method, type) = (subscription.Method.Name, subscription.Method.ContainingType.Name);
        if (subscription.Method.FindAttribute(KnownTypes.CatchAll) is { } catchAll)
            context.Report(GatewayDiagnostics.HandlerHasTwoSubscriptions, catchAll.GetLocation(subscription.Method, context.CancellationToken), method, type);
        if (EventName.DescribeProblem(name) is { } problem)
            context.Report(GatewayDiagnostics.EventNameIsReserved, LocateAttribute(context, subscription), name, method, type, problem);
        else if (name == EventName.Exception)
            context.Report(GatewayDiagnostics.ExceptionEventIsSubscribed, LocateAttribute(context, subscription), method, type);
    }

    private static void ReportReturn(SymbolAnalysisContext context, IMethodSymbol method)
    {
        var (name, type) = (method.Name, method.ContainingType.Name);
        var kind = HandlerReturn.Of(method).Kind;
        if (kind == ReturnKind.Unsupported)
            context.Report(GatewayDiagnostics.HandlerReturnsUnsupportedType, method.Locations[0], name, type, method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        else if (method is { IsAsync: true, ReturnsVoid: true })
            context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.HandlerIsAsyncVoid, method.Locations[0], ReturnsTask, name, type, "Task"));
        else if (kind == ReturnKind.Value && ParameterBinding.FindAll(method).Any(binding => binding.Source == ParameterSource.Ack))
            context.Report(GatewayDiagnostics.ResultIsDiscarded, method.Locations[0], name, type);
    }

    private static void ReportParameters(SymbolAnalysisContext context, IMethodSymbol method)
    {
        foreach (var binding in ParameterBinding.FindAll(method))
        {
            if (binding.Source == ParameterSource.Unsupported)
                context.Report(GatewayDiagnostics.HandlerParameterIsUnsupported, binding.Parameter.Locations[0], binding.Parameter.Name, method.Name, method.ContainingType.Name, binding.Problem);
        }
    }

    private static Location LocateAttribute(SymbolAnalysisContext context, Subscription subscription) =>
        subscription.Attribute.GetLocation(subscription.Method, context.CancellationToken);
}
