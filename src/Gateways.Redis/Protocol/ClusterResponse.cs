using Gateways.Adapters;

namespace Gateways.Redis.Protocol;

/// <summary>What another server answered to a request.</summary>
/// <param name="RequestId">The request it answers.</param>
internal sealed record ClusterResponse(string RequestId)
{
    /// <summary>What it answers: only what this library itself asks for is told apart.</summary>
    public ClusterMessageType Type { get; init; } = ClusterMessageType.Fetch;

    /// <summary>The clients that were fetched.</summary>
    public IReadOnlyList<ClientSnapshot> Clients { get; init; } = [];

    /// <summary>How many clients there are: fetched, named, or sent the event that wants acks.</summary>
    public int ClientCount { get; init; }

    /// <summary>Their ids, when the sender is of this library.</summary>
    public string[] ClientIds { get; init; } = [];

    /// <summary>One client's ack, or one server's answer, as JSON; empty when there is none.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>All values of one client's ack, where the sender is of this library and they are several or have bytes among them.</summary>
    public MessageArguments? Arguments { get; init; }

    /// <summary>Whose ack it is; empty when the sender is not of this library.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>How it went with that client.</summary>
    public AckOutcome Outcome { get; init; } = AckOutcome.Answered;
}
