using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>Looks at the class itself: can a part of it be generated, can it be registered, can its server properties be filled.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GatewayShapeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        GatewayDiagnostics.GatewayIsNotPartial,
        GatewayDiagnostics.GatewayHasUnsupportedShape,
        GatewayDiagnostics.ServerPropertyIsUnsupported,
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

        ReportShape(context, type);
        ReportServerProperties(context, type);
    }

    private static void ReportShape(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (GatewayProblems.DescribeShape(type) is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.GatewayHasUnsupportedShape, type.Locations[0], type.Name, problem));
            return;
        }

        var closed = GatewayProblems.FindNonPartial(type, context.CancellationToken).Select(part => $"'{part.Name}'").ToList();
        if (closed.Count > 0)
            context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.GatewayIsNotPartial, type.Locations[0], type.Name, string.Join(" and ", closed)));
    }

    private static void ReportServerProperties(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        foreach (var property in ServerProperty.FindAll(type))
        {
            if (ServerProperty.DescribeProblem(property, type, context.Compilation) is { } problem)
            {
                // A base class may be right for its other gateways: the one that cannot use it is told.
                var place = SymbolEqualityComparer.Default.Equals(property.ContainingType, type) ? property : (ISymbol)type;
                context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.ServerPropertyIsUnsupported, place.Locations[0], property.Name, type.Name, problem));
            }
        }
    }
}
