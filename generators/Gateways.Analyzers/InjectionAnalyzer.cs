using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>Looks for constructors that take a gateway, where the handle to emit from is meant.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InjectionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GatewayDiagnostics.GatewayIsInjected];

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
        if (method is not { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false })
            return;

        foreach (var parameter in method.Parameters)
        {
            if (GatewayDeclaration.Find(parameter.Type) is { } gateway)
                Report(context, parameter, gateway);
        }
    }

    private static void Report(SymbolAnalysisContext context, IParameterSymbol parameter, GatewayDeclaration gateway)
    {
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(DiagnosticProperties.ServerType, NameServer(parameter.Type, gateway.Events, SymbolDisplayFormat.FullyQualifiedFormat, "global::Gateways."));
        context.ReportDiagnostic(Diagnostic.Create(
            GatewayDiagnostics.GatewayIsInjected,
            parameter.Locations[0],
            properties,
            parameter.ContainingType.Name,
            parameter.Type.Name,
            NameServer(parameter.Type, gateway.Events, SymbolDisplayFormat.MinimallyQualifiedFormat, "")));
    }

    private static string NameServer(ITypeSymbol gateway, ITypeSymbol? events, SymbolDisplayFormat format, string prefix)
    {
        var name = gateway.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(format);
        return events is null ? $"{prefix}IGatewayServer<{name}>" : $"{prefix}IGatewayServer<{name}, {events.ToDisplayString(format)}>";
    }
}
