using System.Collections.Concurrent;
using Gateways.Presence;

namespace Gateways.Tests.Presence;

/// <summary>A store in memory that a test can hold up and let fail. It keeps what it was asked for: <c>track d1 active</c>.</summary>
internal sealed class ScriptedPresenceStore(TimeProvider time) : IPresenceStore
{
    private readonly InMemoryPresenceStore _inner = new(time);
    private int _beats;

    /// <summary>Runs before anything is done; a throw is the store's.</summary>
    public Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What the observer was told: <c>Leave ann</c>.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    public IPresenceObserver Observer { get; private set; } = null!;

    public int Beats => Volatile.Read(ref _beats);

    public async ValueTask StartAsync(IPresenceObserver observer, CancellationToken cancellationToken)
    {
        await AskAsync("start");
        Observer = observer;
        await _inner.StartAsync(new Listener(this), cancellationToken);
    }

    public async ValueTask<bool> TrackAsync(PresenceTopic topic, PresenceMember member, bool isActive, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken)
    {
        await AskAsync($"track {topic.Name} {(isActive ? "active" : "away")}");
        return await _inner.TrackAsync(topic, member, isActive, metadata, cancellationToken);
    }

    public async ValueTask UntrackAsync(PresenceTopic topic, string clientId, CancellationToken cancellationToken)
    {
        await AskAsync($"untrack {topic.Name}");
        await _inner.UntrackAsync(topic, clientId, cancellationToken);
    }

    /// <summary>A list is read at once; <c>listed d1</c> holds its answer up.</summary>
    public async ValueTask<PresenceSnapshot> ListAsync(PresenceTopic topic, CancellationToken cancellationToken)
    {
        var snapshot = await _inner.ListAsync(topic, cancellationToken);
        await Before($"listed {topic.Name}");
        return snapshot;
    }

    public ValueTask<int> CountAsync(PresenceTopic topic, CancellationToken cancellationToken) => _inner.CountAsync(topic, cancellationToken);

    public async ValueTask BeatAsync(CancellationToken cancellationToken)
    {
        await Before("beat");
        Interlocked.Increment(ref _beats);
    }

    public async ValueTask SettleAsync(long reset, CancellationToken cancellationToken) => await AskAsync($"settle {reset}");

    public ValueTask<bool> SweepAsync(CancellationToken cancellationToken) => _inner.SweepAsync(cancellationToken);

    public ValueTask StopAsync() => _inner.StopAsync();

    private Task AskAsync(string what)
    {
        Asked.Enqueue(what);
        return Before(what);
    }

    private sealed class Listener(ScriptedPresenceStore store) : IPresenceObserver
    {
        public void OnChange(PresenceChange change)
        {
            store.Told.Enqueue($"{change.Kind} {change.User.UserId}");
            store.Observer.OnChange(change);
        }

        public void OnReset(long reset) => store.Observer.OnReset(reset);
    }
}
