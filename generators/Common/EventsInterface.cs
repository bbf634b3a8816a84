using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>The interface of the events a gateway emits, with what it inherits.</summary>
internal static class EventsInterface
{
    /// <summary>The members an implementation has to write. Static members and those with a body need none.</summary>
    public static IEnumerable<ISymbol> FindMembers(INamedTypeSymbol type) =>
        type.AllInterfaces.Insert(0, type)
            .SelectMany(current => current.GetMembers())
            .Where(member => member.IsAbstract && member is not IMethodSymbol { AssociatedSymbol: not null });

    /// <summary>The events, or null where the type is no interface or a member cannot be implemented.</summary>
    public static IReadOnlyList<EventMethod>? FindEvents(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Interface, IsFileLocal: false } contract)
            return null;

        var members = FindMembers(contract).ToList();
        return members.TrueForAll(member => DescribeProblem(member) is null)
            ? members.ConvertAll(member => new EventMethod((IMethodSymbol)member))
            : null;
    }

    /// <summary>What is wrong with a member, as the rest of a sentence; null when nothing is.</summary>
    public static string? DescribeProblem(ISymbol member)
    {
        if (member is not IMethodSymbol method)
            return "is not a method; an events interface has methods only";
        if (method.IsStatic)
            return "is static and abstract; make it an instance method";
        if (method.IsGenericMethod)
            return "is generic; name the types of its payloads";
        if (method.DeclaredAccessibility != Accessibility.Public)
            return "is not public; an event is emitted by everyone who has the server";
        if (!KnownTypes.ValueTask.Matches(method.ReturnType) && !KnownTypes.Task.Matches(method.ReturnType))
            return $"returns '{method.ReturnType.ToDisplayString()}'; return ValueTask or Task";

        return DescribeParameters(method);
    }

    private static string? DescribeParameters(IMethodSymbol method)
    {
        if (method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
            return "passes a parameter by reference; pass it by value";
        if (method.Parameters.Count(EventMethod.IsToken) > 1)
            return "takes two cancellation tokens; take one";
        if (method.Parameters.Count(parameter => !EventMethod.IsToken(parameter)) > EventMethod.MaxPayloads)
            return "takes more than three payloads; put them into one type";
        if (method.Parameters.FirstOrDefault(parameter => !PayloadTypes.IsSupported(parameter.Type)) is { } odd)
            return $"takes '{odd.Type.ToDisplayString()}'; take a type that can be serialised";

        return CodeAnalysis.EventName.IsEncodable(new EventMethod(method).EventName) ? null : "has an event name that is not valid Unicode text; remove the lone surrogate";
    }
}
