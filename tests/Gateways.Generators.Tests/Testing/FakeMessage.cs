namespace Gateways.Generators.Tests.Testing;

/// <summary>What a client sends.</summary>
/// <param name="EventName">The event.</param>
/// <param name="Body">The body as JSON; empty for none.</param>
internal sealed record FakeMessage(string EventName, string Body = "")
{
    /// <summary>Whether an array is one argument.</summary>
    public bool IsSingleArgument { get; init; } = true;

    /// <summary>The services of the message.</summary>
    public IServiceProvider Services { get; init; } = new FakeServices();

    /// <summary>The one pipe for every parameter; null for none.</summary>
    public IPipe? Pipe { get; init; }

    /// <summary>The client's wish for an answer.</summary>
    public FakeAck Ack { get; } = new();

    /// <summary>The route parameters of the client's namespace.</summary>
    public IReadOnlyDictionary<string, string> RouteValues { get; init; } = new Dictionary<string, string>();

    /// <summary>The client's streams: the items of each as JSON.</summary>
    public IReadOnlyList<string[]> Streams { get; init; } = [];
}
