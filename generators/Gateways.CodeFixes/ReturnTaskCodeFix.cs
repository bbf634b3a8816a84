using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Gateways.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Gateways.CodeFixes;

/// <summary>Makes an <c>async void</c> handler return a <c>Task</c>, and a hook the <c>ValueTask</c> of its interface.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTaskCodeFix))]
[Shared]
public sealed class ReturnTaskCodeFix() : GatewayCodeFix(DiagnosticIds.GTW0008_HandlerIsAsyncVoid)
{
    /// <inheritdoc/>
    protected override (string Title, Func<CancellationToken, Task<Document>>? ChangeAsync) FindRepair(
        Document document, SyntaxNode root, SyntaxNode node, ImmutableDictionary<string, string?> properties)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
            return default;

        var type = properties[DiagnosticProperties.ReturnType]!;
        return ($"Return {type}", _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(method.ReturnType, NameTask(type, method.ReturnType)))));
    }

    private static TypeSyntax NameTask(string type, TypeSyntax replaced) =>
        SyntaxFactory.ParseTypeName($"global::System.Threading.Tasks.{type}")
            .WithTriviaFrom(replaced)
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
}
