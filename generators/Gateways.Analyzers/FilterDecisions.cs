using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateways.Analyzers;

/// <summary>
/// Whether a filter's source shows that it never leaves an exception to the next one. Read from the syntax: every result is <c>FilterResult.Handled</c>,
/// <c>FilterResult.Error(..)</c> or <c>FilterResult.Value(..)</c>, bare or in a <c>ValueTask</c>. Whatever else stands there may be <c>Next</c>.
/// </summary>
internal static class FilterDecisions
{
    public static bool AlwaysDecides(INamedTypeSymbol filter, CancellationToken cancellationToken)
    {
        // The method of a base class, or one that others may override further, is not read.
        var contract = filter.AllInterfaces.FirstOrDefault(KnownTypes.ExceptionFilter.Matches);
        var method = contract is null ? null : filter.FindImplementationForInterfaceMember(contract.GetMembers("CatchAsync")[0]);
        return method is IMethodSymbol { IsVirtual: false, DeclaringSyntaxReferences.Length: 1 }
            && method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
            && AlwaysDecides(declaration);
    }

    private static bool AlwaysDecides(MethodDeclarationSyntax method)
    {
        if (method.ExpressionBody is { } arrow)
            return IsDecision(arrow.Expression);

        var returns = method.Body?.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).OfType<ReturnStatementSyntax>().ToList();
        return returns is { Count: > 0 } && returns.TrueForAll(statement => statement.Expression is { } result && IsDecision(result));
    }

    private static bool IsDecision(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => IsDecision(inner.Expression),
        ConditionalExpressionSyntax choice => IsDecision(choice.WhenTrue) && IsDecision(choice.WhenFalse),
        SwitchExpressionSyntax choice => choice.Arms.All(arm => IsDecision(arm.Expression)),
        ThrowExpressionSyntax => true,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } wrapped } => IsDecision(wrapped[0].Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" }, ArgumentList.Arguments: { Count: 1 } wrapped } => IsDecision(wrapped[0].Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax made } => IsMemberOfResult(made, "Error", "Value"),
        MemberAccessExpressionSyntax value => IsMemberOfResult(value, "Handled"),
        _ => false,
    };

    private static bool IsMemberOfResult(MemberAccessExpressionSyntax access, params string[] names) =>
        names.Contains(access.Name.Identifier.ValueText)
        && access.Expression is SimpleNameSyntax { Identifier.ValueText: "FilterResult" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FilterResult" }
        && access.IsKind(SyntaxKind.SimpleMemberAccessExpression);
}
