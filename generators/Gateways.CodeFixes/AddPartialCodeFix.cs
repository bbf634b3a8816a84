using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Gateways.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Gateways.CodeFixes;

/// <summary>Makes a gateway, and the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialCodeFix))]
[Shared]
public sealed class AddPartialCodeFix() : GatewayCodeFix(DiagnosticIds.GTW0001_GatewayIsNotPartial)
{
    /// <inheritdoc/>
    protected override (string Title, Func<CancellationToken, Task<Document>>? ChangeAsync) FindRepair(
        Document document, SyntaxNode root, SyntaxNode node, ImmutableDictionary<string, string?> properties) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } gateway
            ? ("Make it partial", cancellationToken => AddPartialAsync(document, gateway, cancellationToken))
            : default;

    private static async Task<Document> AddPartialAsync(Document document, TypeDeclarationSyntax gateway, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var type in gateway.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
                editor.ReplaceNode(type, static (node, generator) => generator.WithModifiers(node, generator.GetModifiers(node).WithPartial(true)));
        }

        return editor.GetChangedDocument();
    }
}
