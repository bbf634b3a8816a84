using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Gateways.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateways.CodeFixes;

/// <summary>Puts what a gateway has in the place of what a hub has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HubMemberCodeFix))]
[Shared]
public sealed class HubMemberCodeFix() : GatewayCodeFix(DiagnosticIds.GTW1012_HubMemberIsUsed)
{
    /// <inheritdoc/>
    protected override (string Title, Func<CancellationToken, Task<Document>>? ChangeAsync) FindRepair(
        Document document, SyntaxNode root, SyntaxNode node, ImmutableDictionary<string, string?> properties) =>
        properties[DiagnosticProperties.Replacement] is { } replacement && node.FirstAncestorOrSelf<ExpressionSyntax>() is { } habit
            ? ($"Use {replacement}", _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(habit, SyntaxFactory.ParseExpression(replacement).WithTriviaFrom(habit)))))
            : default;
}
