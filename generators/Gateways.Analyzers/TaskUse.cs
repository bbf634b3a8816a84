using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Gateways.Analyzers;

/// <summary>What else a method does with a task it takes the result of.</summary>
internal static class TaskUse
{
    /// <summary>
    /// Whether the method shows that it knows the task to be completed: it awaits it, alone or among others, or asks it. Where in the method it does so is not
    /// looked at: advice should rather miss a case than be wrong.
    /// </summary>
    public static bool IsKnownToBeCompleted(IOperation task)
    {
        var root = task;
        while (root.Parent is not null)
            root = root.Parent;

        // One task of an array that was awaited as a whole, or the one that WhenAny gave, has another name than what was awaited.
        var awaits = root.Descendants().OfType<IAwaitOperation>().ToList();
        if (task is IAwaitOperation || awaits.Exists(IsForMany))
            return true;
        if (FindSymbol(task) is not { } symbol)
            return false;

        return awaits.Exists(awaiting => Mentions(awaiting, symbol))
            || root.Descendants().OfType<IPropertyReferenceOperation>().Any(property =>
                property.Property.Name.StartsWith("IsCompleted", StringComparison.Ordinal) && property.Instance is { } asked && IsSymbol(asked, symbol));
    }

    private static bool IsForMany(IAwaitOperation awaiting) =>
        awaiting.Descendants().OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name is "WhenAll" or "WhenAny");

    private static bool Mentions(IOperation operation, ISymbol symbol) => operation.Descendants().Any(inner => IsSymbol(inner, symbol));

    private static bool IsSymbol(IOperation operation, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(FindSymbol(operation), symbol);

    private static ISymbol? FindSymbol(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };
}
