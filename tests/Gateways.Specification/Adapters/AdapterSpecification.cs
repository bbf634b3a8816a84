using Gateways.Adapters;
using Gateways.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.Specification.Adapters;

/// <summary>What every adapter does for the clients of its own server.</summary>
public abstract partial class AdapterSpecification : IAsyncLifetime
{
    protected const int MaxRooms = 4;
    private long _lastAck;
    private IAdapter? _adapter;

    protected FakeTimeProvider Time { get; } = new();

    protected IAdapter Adapter => _adapter!;

    public async Task InitializeAsync() => _adapter = await CreateAsync(MaxRooms, Time);

    public async Task DisposeAsync() => await Adapter.DisposeAsync();

    protected abstract Task<IAdapter> CreateAsync(int maxRoomsPerClient, TimeProvider time);

    protected async Task<RecordingClient> AddAsync(string id, string? user = null, params string[] rooms)
    {
        var client = new RecordingClient(id, user);
        await Adapter.AddAsync(client, default);
        await Adapter.AdmitAsync(client, default);
        if (rooms.Length > 0)
        {
            await Adapter.JoinAsync(client, rooms, default);
        }

        return client;
    }

    protected async Task EmitAsync(string eventName, EmitScope scope) => await Adapter.BroadcastAsync(new OutboundMessage("/", eventName, default, 0), scope, default);

    protected Task<IReadOnlyList<AckResult>> AskAsync(EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        Adapter.BroadcastWithAckAsync(new OutboundMessage("/", "ask", default, 0, Interlocked.Increment(ref _lastAck)), scope, timeout, cancellationToken).AsTask();

    protected async Task AssertEmptyAsync()
    {
        Assert.Empty(await Adapter.GetRoomsAsync(default));
        Assert.Equal(0, await Adapter.CountAsync(EmitScope.Everyone, default));
        Assert.Empty(await Adapter.FetchClientsAsync(EmitScope.Everyone, default));
    }
}
