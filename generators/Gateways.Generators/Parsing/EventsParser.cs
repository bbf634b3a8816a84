using Gateways.CodeAnalysis;
using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>Turns an events interface into its model.</summary>
internal static class EventsParser
{
    // What the generated emitter calls its own parameter.
    private static readonly string[] EmitterVariables = ["target"];

    /// <summary>The model; null where there is no interface, or one that cannot be implemented: the gateway is then untyped.</summary>
    public static EventsModel? Parse(ITypeSymbol? type) =>
        EventsInterface.FindEvents(type) is { } events
            ? new(type!.ToQualifiedName(), events.Select(ParseMethod).ToEquatableArray())
            : null;

    private static EventMethodModel ParseMethod(EventMethod method)
    {
        var variables = new UniqueNames(EmitterVariables);
        var names = method.Method.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => TypeNames.Escape(variables.Take(parameter.Name)));
        return new(
            method.EventName,
            method.Method.ContainingType.ToQualifiedName(),
            TypeNames.Escape(method.Method.Name),
            method.Method.ReturnType.ToQualifiedName(),
            method.ReturnsTask,
            method.Method.Parameters.Select(parameter => $"{parameter.Type.ToQualifiedName()} {names[parameter.Name]}").ToEquatableArray(),
            method.Payloads.Select(parameter => names[parameter.Name]).ToEquatableArray(),
            method.Token is { } token ? names[token.Name] : null);
    }
}
