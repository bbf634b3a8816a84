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

/// <summary>Makes a constructor take the server of a gateway instead of the gateway, and with it the field or property it goes into.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InjectServerCodeFix))]
[Shared]
public sealed class InjectServerCodeFix() : GatewayCodeFix(DiagnosticIds.GTW1002_GatewayIsInjected)
{
    /// <inheritdoc/>
    protected override (string Title, Func<CancellationToken, Task<Document>>? ChangeAsync) FindRepair(
        Document document, SyntaxNode root, SyntaxNode node, ImmutableDictionary<string, string?> properties) =>
        node.FirstAncestorOrSelf<ParameterSyntax>() is { Type: not null } parameter
            ? ("Inject the gateway's server", cancellationToken => ReplaceTypesAsync(document, parameter, properties[DiagnosticProperties.ServerType]!, cancellationToken))
            : default;

    private static async Task<Document> ReplaceTypesAsync(Document document, ParameterSyntax parameter, string server, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var targets = FindTargets(editor.SemanticModel, parameter, cancellationToken);
        foreach (var type in targets.Prepend(parameter.Type!))
        {
            var replacement = SyntaxFactory.ParseTypeName(server)
                .WithTriviaFrom(type)
                .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
            editor.ReplaceNode(type, replacement);
        }

        return editor.GetChangedDocument();
    }

    /// <summary>The declared types of the fields and properties that simply hold the parameter.</summary>
    private static List<TypeSyntax> FindTargets(SemanticModel model, ParameterSyntax parameter, CancellationToken cancellationToken)
    {
        if (model.GetDeclaredSymbol(parameter, cancellationToken) is not { } symbol || parameter.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return [];

        var holders = type.DescendantNodes()
            .Where(node => IsUseOf(node, symbol, model, cancellationToken))
            .Select(use => FindHolder(use, model, cancellationToken))
            .Where(holder => holder is not null && SymbolEqualityComparer.Default.Equals(GetType(holder), symbol.Type))
            .Distinct<ISymbol?>(SymbolEqualityComparer.Default);
        return holders
            .SelectMany(holder => holder!.DeclaringSyntaxReferences)
            .Select(reference => GetDeclaredType(reference.GetSyntax(cancellationToken)))
            .Where(declared => declared?.SyntaxTree == type.SyntaxTree)
            .Select(declared => declared!)
            .ToList();
    }

    private static bool IsUseOf(SyntaxNode node, IParameterSymbol parameter, SemanticModel model, CancellationToken cancellationToken) =>
        node is IdentifierNameSyntax name
        && name.Identifier.ValueText == parameter.Name
        && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, parameter);

    /// <summary>What <c>_chat = chat</c> assigns to, in a constructor or as an initializer.</summary>
    private static ISymbol? FindHolder(SyntaxNode use, SemanticModel model, CancellationToken cancellationToken) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Right == use => model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol,
        EqualsValueClauseSyntax { Parent: { } declaration } => model.GetDeclaredSymbol(declaration, cancellationToken),
        _ => null,
    };

    private static ITypeSymbol? GetType(ISymbol? holder) => holder switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static TypeSyntax? GetDeclaredType(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } variable } => variable.Type,
        PropertyDeclarationSyntax property => property.Type,
        _ => null,
    };
}
