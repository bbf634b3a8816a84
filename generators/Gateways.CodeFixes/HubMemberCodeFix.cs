using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Gateways.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateways.CodeFixes;

/// <summary>Puts what a gateway has in the place of what a hub has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HubMemberCodeFix))]
[Shared]
public sealed class HubMemberCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.GTW1012_HubMemberIsUsed];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // Without a replacement there is none that is certain.
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (context.Diagnostics[0].Properties[DiagnosticProperties.Replacement] is not { } replacement
            || root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>() is not { } habit)
            return;

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Use {replacement}",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(habit, SyntaxFactory.ParseExpression(replacement).WithTriviaFrom(habit)))),
                equivalenceKey: nameof(HubMemberCodeFix)),
            context.Diagnostics);
    }
}
