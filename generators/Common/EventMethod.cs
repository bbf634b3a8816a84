using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>A method of an events interface: one event the server may emit.</summary>
internal sealed class EventMethod(IMethodSymbol method)
{
    /// <summary>The overloads of <c>EmitAsync</c> end here.</summary>
    public const int MaxPayloads = 3;

    public IMethodSymbol Method { get; } = method;

    public string EventName => Method.FindAttribute(KnownTypes.Event)?.FirstText() ?? CodeAnalysis.EventName.FromMethod(Method.Name);

    public bool ReturnsTask => KnownTypes.Task.Matches(Method.ReturnType);

    public IEnumerable<IParameterSymbol> Payloads => Method.Parameters.Where(parameter => !IsToken(parameter));

    public IParameterSymbol? Token => Method.Parameters.FirstOrDefault(IsToken);

    public static bool IsToken(IParameterSymbol parameter) => KnownTypes.CancellationToken.Matches(parameter.Type);
}
