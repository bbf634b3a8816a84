using Gateways.Adapters;
using Gateways.Recovery;

namespace Gateways.Connections;

/// <content>What a transport says of clients that were away, and of those that only listen.</content>
public abstract partial class GatewayConnection
{
    /// <summary>
    /// Whether events of the namespace's log are held back until <see cref="CatchUp"/>: the client was away, and hears them from the log, after what it has missed. Set it before the client is
    /// connected.
    /// </summary>
    protected internal bool IsCatchingUp { get; protected set; }

    /// <summary>
    /// Whether events to this very client are kept in the namespace's log: because it can come back under the same id, or because it is catching up. Where not, they would only push out what others
    /// have missed. Default: while it is catching up.
    /// </summary>
    protected internal virtual bool KeepsOwnEvents => IsCatchingUp;

    /// <summary>Whether the client has no way to answer: an emit that wants an ack then fails at once and is not sent. Default: false.</summary>
    protected internal virtual bool OnlyListens => false;

    /// <summary>
    /// A client has passed its guards, and nobody knows it yet: its adapter is told of it here. A transport whose clients come back makes it the one that was away first, with
    /// <see cref="IGatewaySession.Resume"/>. Default: tells the adapter.
    /// </summary>
    protected internal virtual ValueTask EnterAsync(IGatewaySession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Emitter.Adapter.AddAsync((IAdapterClient)session, default);
    }

    /// <summary>
    /// The connection hook of a client that catches up has ended, and the client is in all of its rooms. Replay here what it has missed; what is emitted after this comes live. Called with
    /// the log's gate held: queue, and wait for nothing.
    /// </summary>
    /// <param name="session">The client.</param>
    /// <param name="log">The events of its namespace.</param>
    protected internal virtual void CatchUp(IGatewaySession session, MessageLog log) => IsCatchingUp = false;
}
