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

/// <summary>Repeats <c>[SubscribeMessage]</c> or <c>[CatchAll]</c> on an override.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RepeatSubscriptionCodeFix))]
[Shared]
public sealed class RepeatSubscriptionCodeFix() : GatewayCodeFix(DiagnosticIds.GTW1001_OverrideDropsSubscription)
{
    /// <inheritdoc/>
    protected override (string Title, Func<CancellationToken, Task<Document>>? ChangeAsync) FindRepair(
        Document document, SyntaxNode root, SyntaxNode node, ImmutableDictionary<string, string?> properties)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
            return default;

        var name = properties[DiagnosticProperties.EventName] is null ? "CatchAll" : "SubscribeMessage";
        return ($"Repeat [{name}]", cancellationToken => AddAttributeAsync(document, method, name, properties, cancellationToken));
    }

    private static async Task<Document> AddAttributeAsync(Document document, MethodDeclarationSyntax method, string name, ImmutableDictionary<string, string?> dropped, CancellationToken cancellationToken)
    {
        var arguments = FormatArguments(dropped).ToList();
        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName($"global::Gateways.{name}").WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation),
            arguments.Count == 0 ? null : SyntaxFactory.ParseAttributeArgumentList($"({string.Join(", ", arguments)})"));
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        editor.AddAttribute(method, attribute);
        return editor.GetChangedDocument();
    }

    private static IEnumerable<string> FormatArguments(ImmutableDictionary<string, string?> dropped)
    {
        if (dropped[DiagnosticProperties.EventName] is { } eventName)
            yield return SymbolDisplay.FormatLiteral(eventName, quote: true);
        if (dropped[DiagnosticProperties.MaxConcurrency] is { } limit and not "0")
            yield return $"MaxConcurrency = {limit}";
    }
}
