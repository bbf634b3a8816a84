using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Gateways.CodeFixes;

/// <summary>The one right repair of one diagnostic.</summary>
public abstract class GatewayCodeFix(string diagnosticId) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [diagnosticId];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;

        var (title, changeAsync) = FindRepair(context.Document, root, root.FindNode(context.Span, getInnermostNodeForTie: true), context.Diagnostics[0].Properties);
        if (changeAsync is not null)
            context.RegisterCodeFix(CodeAction.Create(title, changeAsync, equivalenceKey: GetType().Name), context.Diagnostics);
    }

    /// <summary>Says what to do about it.</summary>
    /// <param name="document">Where it stands.</param>
    /// <param name="root">The whole document.</param>
    /// <param name="node">What is marked.</param>
    /// <param name="properties">What the analyzer has found out: see <c>DiagnosticProperties</c>.</param>
    /// <returns>What the repair is called, and makes; <see langword="default"/> where there is none that is certain.</returns>
    protected abstract (string Title, Func<CancellationToken, Task<Document>>? ChangeAsync) FindRepair(
        Document document, SyntaxNode root, SyntaxNode node, ImmutableDictionary<string, string?> properties);
}
