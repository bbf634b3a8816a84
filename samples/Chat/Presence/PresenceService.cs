using Gateways;

namespace Chat;

/// <summary>Keeps who views which document, on all servers, and tells the viewers.</summary>
public sealed class PresenceService(IPresence<PresenceGateway> presence, IGatewayServer<PresenceGateway, IPresenceEvents> server) : IDisposable
{
    // A list is read and told in one go, so that no viewer hears an older one after a newer one. A document has one turn of its own, shared with the few whose
    // names fall into the same place: there is no end to documents.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 256).Select(static _ => new SemaphoreSlim(1, 1))];

    public async Task JoinAsync(IGatewayClient client, string documentId, CancellationToken cancellationToken)
    {
        await presence.TrackAsync(client, documentId, cancellationToken);

        // The second tab of a user changes nothing for the others, but must know who is here.
        await TellAsync(documentId, server.ToClient(client.Id), cancellationToken);
    }

    public ValueTask LeaveAsync(IGatewayClient client, string documentId, CancellationToken cancellationToken) => presence.UntrackAsync(client, documentId, cancellationToken);

    public async ValueTask<IReadOnlyList<string>> ReadUsersAsync(string documentId, CancellationToken cancellationToken)
    {
        var entries = await presence.ListAsync(documentId, cancellationToken);
        return [.. entries.Select(static entry => entry.UserId)];
    }

    /// <summary>Names each document whose viewers have changed, on whichever server.</summary>
    public IAsyncEnumerable<string> ReadChangesAsync(CancellationToken cancellationToken) => presence.ReadChangesAsync(cancellationToken);

    /// <summary>Tells this server's viewers of a document; the other servers tell theirs.</summary>
    public Task TellViewersAsync(string documentId, CancellationToken cancellationToken) => TellAsync(documentId, server.Local.To(documentId), cancellationToken);

    public void Dispose() => Array.ForEach(_turns, static turn => turn.Dispose());

    private async Task TellAsync(string documentId, IEmitTarget<IPresenceEvents> viewers, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)documentId.GetHashCode(StringComparison.Ordinal) % (uint)_turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            await viewers.Emit.PresenceUpdated(new(documentId, await ReadUsersAsync(documentId, cancellationToken)));
        }
        finally
        {
            turn.Release();
        }
    }
}
