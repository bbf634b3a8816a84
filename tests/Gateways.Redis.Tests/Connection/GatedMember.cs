using System.Collections.Concurrent;
using Gateways.Redis.Connection;
using Gateways.Specification;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Connection;

/// <summary>Somebody at the bus who handles nothing while the test holds the gate.</summary>
internal sealed class GatedMember(string channel) : IBusMember, IDisposable
{
    private readonly ManualResetEventSlim _gate = new(initialState: true);

    public RedisChannel Channel { get; } = RedisChannel.Literal(channel + "#a");

    public RedisChannel Other { get; } = RedisChannel.Literal(channel + "#b");

    public IReadOnlyList<BusSubscription> Subscriptions => field ??= [new BusSubscription(RedisChannel.Pattern(channel + "*"), Handle)];

    public RedisChannel? CensusChannel => Other;

    public ConcurrentQueue<string> Handled { get; } = new();

    public void Close() => _gate.Reset();

    public void Open() => _gate.Set();

    public async Task UntilHandledAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (Handled.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    public void OnReturned()
    {
        // The test looks at the connection.
    }

    public void Dispose() => _gate.Dispose();

    private void Handle(RedisChannel channel, ReadOnlyMemory<byte> payload)
    {
        Assert.True(_gate.Wait(Patience.Limit));
        Handled.Enqueue(System.Text.Encoding.UTF8.GetString(payload.Span));
    }
}
