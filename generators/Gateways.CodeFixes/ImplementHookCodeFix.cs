using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Gateways.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Gateways.CodeFixes;

/// <summary>Names the interface of a hook whose method is there already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ImplementHookCodeFix))]
[Shared]
public sealed class ImplementHookCodeFix() : GatewayCodeFix(DiagnosticIds.GTW1006_HookIsNeverCalled)
{
    /// <inheritdoc/>
    protected override (string Title, Func<CancellationToken, Task<Document>>? ChangeAsync) FindRepair(
        Document document, SyntaxNode root, SyntaxNode node, ImmutableDictionary<string, string?> properties) =>
        // A method of another form needs more than the interface's name.
        properties[DiagnosticProperties.Interface] is { } contract && node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } gateway
            ? ($"Implement {contract}", cancellationToken => AddInterfaceAsync(document, gateway, contract, cancellationToken))
            : default;

    private static async Task<Document> AddInterfaceAsync(Document document, ClassDeclarationSyntax gateway, string contract, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var type = SyntaxFactory.ParseTypeName($"global::Gateways.{contract}").WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        editor.AddInterfaceType(gateway, type);
        return editor.GetChangedDocument();
    }
}
