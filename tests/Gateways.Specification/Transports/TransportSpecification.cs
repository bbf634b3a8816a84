using Gateways.Specification.Clients;

namespace Gateways.Specification.Transports;

/// <summary>What every transport does whose clients listen and speak. A subclass says how to add it and how to connect a client, and where it differs.</summary>
public abstract partial class TransportSpecification : ListeningSpecification
{
    /// <summary>Whether a failed ack carries the whole payload, and not only its text.</summary>
    protected virtual bool AcksCarryPayloads => true;

    /// <summary>Whether a value nobody asked for is sent bare.</summary>
    protected virtual bool SendsBareValues => true;

    /// <summary>Whether a client's ack may be an error.</summary>
    protected virtual bool HasFailedAcks => true;

    /// <summary>Whether an ack can have several values.</summary>
    protected virtual bool HasSeveralAckValues => false;

    /// <summary>Whether a name is the protocol's own, so that no client may send it as an event.</summary>
    protected virtual bool IsReservedName(string eventName) => false;

    /// <summary>Whether the server notices at once that a client which never reads is gone.</summary>
    protected virtual bool NoticesLossUnread => true;

    /// <summary>Sends an event over a connection that never reads.</summary>
    protected virtual Task EmitStuckAsync(IAsyncDisposable stuck, string path, string eventName, string json) =>
        ((RawWebSocket)stuck).SendAsync(RawWebSocket.Text($$"""{"event":"{{eventName}}","data":{{json}}}"""));

    /// <summary>An ack for an event nobody handles fails, or stays away where the protocol could not say that it has failed.</summary>
    protected async Task AssertUnknownAsync(Peer peer, string eventName, string json = "1")
    {
        var call = peer.Client.CallAsync(eventName, json);
        if (HasFailedAcks)
        {
            AssertFailed(await call, "Unknown event", """{"status":"error","message":"Unknown event"}""");
            return;
        }

        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(call.IsCompleted);
    }

    /// <summary>A call goes there and back, and nothing comes before its answer.</summary>
    protected override async Task AssertHeardNothingAsync(Peer peer)
    {
        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    protected void AssertFailed(Ack ack, string text, string payload)
    {
        Assert.Null(ack.Value);
        if (AcksCarryPayloads)
        {
            AssertJson(payload, ack.Error);
        }
        else
        {
            Assert.Equal(text, ack.Error);
        }
    }
}
