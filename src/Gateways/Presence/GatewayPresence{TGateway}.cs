using System.Text.Json;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Microsoft.Extensions.Options;

namespace Gateways.Presence;

/// <summary>Presence in one gateway's namespace.</summary>
internal sealed class GatewayPresence<TGateway>(IGatewayServer<TGateway> server, PresenceTracker tracker, GatewayJson json, IOptions<PresenceOptions> options) : IPresence<TGateway>
    where TGateway : class
{
    public ValueTask TrackAsync(IGatewayClient client, string topic, CancellationToken cancellationToken = default) =>
        tracker.TrackAsync(server.Namespace, client, topic, null, default, cancellationToken);

    public ValueTask TrackAsync<T>(IGatewayClient client, string topic, T metadata, CancellationToken cancellationToken = default) =>
        tracker.TrackAsync(server.Namespace, client, topic, null, Serialize(metadata), cancellationToken);

    public ValueTask TrackAsync<T>(IGatewayClient client, string topic, string userId, T metadata, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return tracker.TrackAsync(server.Namespace, client, topic, userId, Serialize(metadata), cancellationToken);
    }

    public ValueTask UntrackAsync(IGatewayClient client, string topic, CancellationToken cancellationToken = default) =>
        tracker.UntrackAsync(client, topic, cancellationToken);

    public ValueTask<IReadOnlyCollection<string>> UntrackAllAsync(IGatewayClient client, CancellationToken cancellationToken = default) =>
        tracker.UntrackAllAsync(client, cancellationToken);

    public void Touch(IGatewayClient client) => tracker.Touch(client);

    public ValueTask WatchAsync(IGatewayClient client, string topic, CancellationToken cancellationToken = default) =>
        tracker.WatchAsync(server.Namespace, client, topic, cancellationToken);

    public ValueTask UnwatchAsync(IGatewayClient client, string topic, CancellationToken cancellationToken = default) =>
        tracker.UnwatchAsync(client, topic, cancellationToken);

    public async ValueTask<IReadOnlyList<PresenceEntry>> ListAsync(string topic, CancellationToken cancellationToken = default)
    {
        await tracker.StartAsync().ConfigureAwait(false);
        var snapshot = await tracker.Store.ListAsync(new PresenceTopic(server.Namespace, topic), cancellationToken).ConfigureAwait(false);
        return [.. snapshot.Users.OrderBy(static user => user.Since).ThenBy(static user => user.UserId, StringComparer.Ordinal).Select(Read)];
    }

    public async ValueTask<int> CountAsync(string topic, CancellationToken cancellationToken = default)
    {
        await tracker.StartAsync().ConfigureAwait(false);
        return await tracker.Store.CountAsync(new PresenceTopic(server.Namespace, topic), cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<string> ReadChangesAsync(CancellationToken cancellationToken = default) => tracker.ReadChangesAsync(server.Namespace, cancellationToken);

    private static PresenceEntry Read(PresenceUser user)
    {
        JsonElement metadata = default;
        if (!user.Metadata.IsEmpty)
        {
            using var document = JsonDocument.Parse(user.Metadata);
            metadata = document.RootElement.Clone();
        }

        return new PresenceEntry(user.UserId, user.IsActive ? PresenceStatus.Active : PresenceStatus.Away, user.Since, metadata);
    }

    private byte[] Serialize<T>(T metadata)
    {
        using var scratch = ScratchWriter.Rent();
        scratch.WriteJson(metadata, json.GetTypeInfo<T>());
        var length = scratch.WrittenSpan.Length;
        return length <= options.Value.MaxMetadataBytes
            ? scratch.WrittenSpan.ToArray()
            : throw new ArgumentException($"The metadata has {length} bytes; PresenceOptions.MaxMetadataBytes allows {options.Value.MaxMetadataBytes}.", nameof(metadata));
    }
}
