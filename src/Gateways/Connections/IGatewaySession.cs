using Gateways.Protocol;
using Gateways.Recovery;
using Gateways.Rooms;

namespace Gateways.Connections;

/// <summary>One client as its transport sees it: takes its messages, one at a time, and is told when it has left.</summary>
public interface IGatewaySession
{
    /// <summary>The client's id.</summary>
    string ClientId { get; }

    /// <summary>The client itself.</summary>
    IGatewayClient Client { get; }

    /// <summary>Emits in the namespace the client is in.</summary>
    IScopedEmitter Emitter { get; }

    /// <summary>The latest events of the namespace the client is in, for clients that come back; null when nobody has asked to keep them.</summary>
    MessageLog? Log { get; }

    /// <summary>Takes a message. Its memory may be used again when the call returns, whatever the task says.</summary>
    /// <returns>Incomplete when too much is waiting for the client's handlers: read no further until it completes.</returns>
    ValueTask ReceiveAsync(in InboundMessage message);

    /// <summary>
    /// The client is one that was away, and takes its place again: its id, the user it belonged to, and its bag, in which what guards have put counts more. For
    /// <see cref="GatewayConnection.EnterAsync"/>, before anybody knows the client; at no other time.
    /// </summary>
    /// <param name="clientId">The id it had. Nobody else may have it any more: the end of who had it, hooks included, is over.</param>
    /// <param name="userIdentifier">The user it belonged to.</param>
    /// <param name="data">Its bag.</param>
    /// <param name="handshake">What it sent now, as a client that is back.</param>
    void Resume(string clientId, string? userIdentifier, ClientData data, GatewayHandshake handshake);

    /// <summary>Counts something the client sent that was no message.</summary>
    void DropMalformed();

    /// <summary>The link is gone; the first reason counts. Completes, for everybody who calls it, when the client's handlers and its disconnect hook have ended. Never faults.</summary>
    /// <param name="reason">Why; when this side began to close, the reason of that.</param>
    /// <param name="code">The transport's own code.</param>
    /// <param name="description">The transport's own text.</param>
    Task EndAsync(CloseReason reason, int? code = null, string? description = null);
}
