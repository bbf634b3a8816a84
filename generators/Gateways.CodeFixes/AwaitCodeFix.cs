using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Gateways.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateways.CodeFixes;

/// <summary>Awaits a task instead of blocking on it, in methods that are async already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitCodeFix))]
[Shared]
public sealed class AwaitCodeFix() : GatewayCodeFix(DiagnosticIds.GTW1011_PipelineBlocks)
{
    /// <inheritdoc/>
    protected override (string Title, Func<CancellationToken, Task<Document>>? ChangeAsync) FindRepair(
        Document document, SyntaxNode root, SyntaxNode node, ImmutableDictionary<string, string?> properties) =>
        node is ExpressionSyntax blocking
        && blocking.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Modifiers.Any(SyntaxKind.AsyncKeyword) == true
        && FindAwaited(blocking) is { } awaited
            ? ("Await it", _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(blocking, Await(awaited, blocking)))))
            : default;

    /// <summary>What to await; null where the same wait has arguments, or is for many.</summary>
    private static ExpressionSyntax? FindAwaited(ExpressionSyntax blocking) => blocking switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => result.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method, ArgumentList.Arguments: var arguments } => (method.Name.Identifier.ValueText, arguments.Count) switch
        {
            ("Wait", 0) => method.Expression,
            ("GetResult", 0) => ((method.Expression as InvocationExpressionSyntax)?.Expression as MemberAccessExpressionSyntax)?.Expression,
            ("Sleep", 1) => Delay(arguments[0]),
            _ => null,
        },
        _ => null,
    };

    private static InvocationExpressionSyntax Delay(ArgumentSyntax duration) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.ParseExpression("Task.Delay"),
        SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(duration)));

    private static ExpressionSyntax Await(ExpressionSyntax awaited, ExpressionSyntax replaced)
    {
        var keyword = SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        ExpressionSyntax expression = SyntaxFactory.AwaitExpression(keyword, awaited.WithoutTrivia());

        // What follows would belong to the task.
        if (replaced.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax)
            expression = SyntaxFactory.ParenthesizedExpression(expression);

        return expression.WithTriviaFrom(replaced);
    }
}
