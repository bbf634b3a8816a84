namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>What the workloads of one room share: members that join, and one more connection that sends and is not a member.</summary>
internal abstract class RoomWorkload : Workload
{
    private int _joined;

    protected RoomWorkload(Options options)
        : base(options)
    {
        Broadcast = Protocol.Fire("broadcast", Payload.Json);
        Members = NewConnections(options.Connections);
        Sender = new LoadConnection(options.Connections);
    }

    protected byte[] Broadcast { get; }

    protected LoadConnection[] Members { get; }

    protected LoadConnection Sender { get; }

    /// <summary>An event that reached a member.</summary>
    protected abstract void OnDelivery(LoadConnection member);

    protected void ConnectAndJoin()
    {
        ConnectAll([.. Members, Sender]);
        Join(Members);
    }

    /// <summary>Lets the connections join the room and waits until all have been answered.</summary>
    protected void Join(params LoadConnection[] connections)
    {
        byte[] join = Protocol.Request("join", Payload.JoinJson, 0);
        int wanted = _joined + connections.Length;
        foreach (LoadConnection connection in connections)
        {
            Send(connection, join);
        }

        RunUntil(() => _joined >= wanted, () => $"only {_joined} of {wanted} joins were answered");
    }

    protected override void OnMessage(LoadConnection connection, MessageKind kind, ReadOnlySpan<byte> message)
    {
        switch (kind)
        {
            case MessageKind.Ack:
                _joined++;
                break;
            case MessageKind.Event when connection == Sender || message.Length < Options.Size:
            case MessageKind.Close:
                Counters.Unexpected++;
                break;
            case MessageKind.Event:
                CheckContent(connection, message);
                connection.Received++;
                OnDelivery(connection);
                break;
        }
    }
}
