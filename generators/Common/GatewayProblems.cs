using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateways.CodeAnalysis;

/// <summary>Why no dispatcher can be generated for a class that asks for one.</summary>
internal static class GatewayProblems
{
    /// <summary>What is wrong with the class besides missing <c>partial</c> modifiers, as the rest of a sentence; null when nothing is.</summary>
    public static string? DescribeShape(INamedTypeSymbol type)
    {
        if (GatewayDeclaration.FindAll(type).Skip(1).Any())
            return "has two [WebSocketGateway] attributes; keep one";
        if (type.IsRecord)
            return "is a record; make it a class";
        if (type.IsStatic)
            return "is static; make it an instance class";
        if (type.IsAbstract)
            return "is abstract; put the attribute on the classes that derive from it";

        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal)
                return "is local to its file, or nested in a type that is; remove the file modifier";
            if (current.Arity > 0)
                return "is generic, or nested in a generic type; a gateway is one namespace, so give it a closed type";
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
                return "cannot be seen by the registration; make it, and the types around it, public or internal";
        }

        return null;
    }

    /// <summary>The class and the types around it that lack the <c>partial</c> modifier, innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> FindNonPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (!IsPartial(current, cancellationToken))
                yield return current;
        }
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
