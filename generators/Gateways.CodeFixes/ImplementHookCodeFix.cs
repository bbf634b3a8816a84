using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Gateways.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Gateways.CodeFixes;

/// <summary>Names the interface of a hook whose method is there already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ImplementHookCodeFix))]
[Shared]
public sealed class ImplementHookCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.GTW1006_HookIsNeverCalled];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // A method of another form needs more than the interface's name.
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (context.Diagnostics[0].Properties[DiagnosticProperties.Interface] is not { } contract
            || root?.FindNode(context.Span).FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } gateway)
            return;

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Implement {contract}",
                cancellationToken => AddInterfaceAsync(context.Document, gateway, contract, cancellationToken),
                equivalenceKey: nameof(ImplementHookCodeFix)),
            context.Diagnostics);
    }

    private static async Task<Document> AddInterfaceAsync(Document document, ClassDeclarationSyntax gateway, string contract, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var type = SyntaxFactory.ParseTypeName($"global::Gateways.{contract}").WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        editor.AddInterfaceType(gateway, type);
        return editor.GetChangedDocument();
    }
}
