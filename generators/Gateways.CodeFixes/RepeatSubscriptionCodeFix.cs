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

/// <summary>Repeats <c>[SubscribeMessage]</c> on an override.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RepeatSubscriptionCodeFix))]
[Shared]
public sealed class RepeatSubscriptionCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.GTW1001_OverrideDropsSubscription];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
            return;

        var dropped = context.Diagnostics[0].Properties;
        context.RegisterCodeFix(
            CodeAction.Create(
                "Repeat [SubscribeMessage]",
                cancellationToken => AddAttributeAsync(context.Document, method, dropped, cancellationToken),
                equivalenceKey: nameof(RepeatSubscriptionCodeFix)),
            context.Diagnostics);
    }

    private static async Task<Document> AddAttributeAsync(Document document, MethodDeclarationSyntax method, ImmutableDictionary<string, string?> dropped, CancellationToken cancellationToken)
    {
        var arguments = SymbolDisplay.FormatLiteral(dropped[DiagnosticProperties.EventName]!, quote: true);
        if (dropped[DiagnosticProperties.MaxConcurrency] is { } limit and not "0")
            arguments += $", MaxConcurrency = {limit}";

        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::Gateways.SubscribeMessage").WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation),
            SyntaxFactory.ParseAttributeArgumentList($"({arguments})"));
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        editor.AddAttribute(method, attribute);
        return editor.GetChangedDocument();
    }
}
