using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>One of a parameter's own pipes, and what it does there.</summary>
internal sealed class ParameterPipe(Enhancer declaration, INamedTypeSymbol contract, ITypeSymbol target)
{
    public Enhancer Declaration { get; } = declaration;

    /// <summary>The interface it is called through: <c>IPipe</c>, or <c>IPipe&lt;TInput, TOutput&gt;</c> with its types.</summary>
    public INamedTypeSymbol Contract { get; } = contract;

    /// <summary>What comes after it takes this type.</summary>
    public ITypeSymbol Target { get; } = target;

    public bool IsConverting => Contract.Arity == 2;

    /// <summary>What it takes.</summary>
    public ITypeSymbol Input => IsConverting ? Contract.TypeArguments[0] : Target;

    /// <summary>What it makes.</summary>
    public ITypeSymbol Output => IsConverting ? Contract.TypeArguments[1] : Target;

    /// <summary>Whether its class has one <c>TransformAsync</c> that everyone can call, so that nobody has to say which interface is meant.</summary>
    public bool IsCalledByName
    {
        get
        {
            var methods = new List<IMethodSymbol>();
            for (INamedTypeSymbol? current = Declaration.Type; current is { TypeKind: TypeKind.Class }; current = current.BaseType)
                methods.AddRange(current.GetMembers("TransformAsync").OfType<IMethodSymbol>().Where(method => !method.IsOverride));

            return methods.Count == 1
                && methods[0].DeclaredAccessibility == Accessibility.Public
                && SymbolEqualityComparer.Default.Equals(methods[0], Declaration.Type.FindImplementationForInterfaceMember(Contract.GetMembers("TransformAsync")[0]));
        }
    }
}
