using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>Looks in gateways for the members of a SignalR hub. Only names that mean nothing there: whoever has a <c>Clients</c> of their own is left alone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HubHabitAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GatewayDiagnostics.HubMemberIsUsed];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(AnalyzeAccess, SyntaxKind.SimpleMemberAccessExpression);
    }

    private static void AnalyzeAccess(SyntaxNodeAnalysisContext context)
    {
        var access = (MemberAccessExpressionSyntax)context.Node;
        if (access.Expression is not IdentifierNameSyntax { Identifier.ValueText: "Clients" or "Groups" or "Context" } name)
            return;
        if (context.ContainingSymbol?.ContainingType is not { } type || GatewayDeclaration.Find(type) is null || !MeansNothing(context, name) || IsPartOfJoin(access))
            return;

        var scope = new HubScope(context.SemanticModel, access.SpanStart);
        if (HubTranslation.Of(access, name.Identifier.ValueText, scope) is not { } translation)
            return;

        var properties = ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Replacement, translation.Replacement);
        context.ReportDiagnostic(Diagnostic.Create(
            GatewayDiagnostics.HubMemberIsUsed,
            translation.Habit.GetLocation(),
            properties,
            $"{name.Identifier.ValueText}.{access.Name.Identifier.ValueText}",
            translation.Advice));
    }

    private static bool MeansNothing(SyntaxNodeAnalysisContext context, IdentifierNameSyntax name) =>
        context.SemanticModel.GetSymbolInfo(name, context.CancellationToken) is { Symbol: null, CandidateSymbols.IsEmpty: true };

    /// <summary>The connection's id of a join goes with the join.</summary>
    private static bool IsPartOfJoin(MemberAccessExpressionSyntax access) =>
        access.Parent is ArgumentSyntax
        {
            Parent.Parent: InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Groups" } },
            },
        };
}
