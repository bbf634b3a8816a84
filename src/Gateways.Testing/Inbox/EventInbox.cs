using System.Text;
using System.Text.Json;

namespace Gateways.Testing.Inbox;

/// <summary>What has arrived at one client: kept by event until a test asks for it, and remembered for the texts of failures.</summary>
internal sealed class EventInbox
{
    /// <summary>How many arrivals a failure lists.</summary>
    private const int MaxRemembered = 30;

    private readonly Dictionary<string, Queue<Arrival>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkedList<TaskCompletionSource<Arrival>>> _waiters = new(StringComparer.Ordinal);
    private readonly Queue<Arrival> _latest = new();
    private int _count;

    /// <summary>An event has arrived: the test that has waited longest for its name gets it, or it is kept.</summary>
    public void Add(string name, JsonElement payload)
    {
        var arrival = new Arrival(name, payload);
        lock (_latest)
        {
            Remember(arrival);
            if (_waiters.TryGetValue(name, out var waiters) && waiters.First is { } first)
            {
                waiters.RemoveFirst();
                arrival.IsTaken = true;
                first.Value.SetResult(arrival);
                return;
            }

            if (!_waiting.TryGetValue(name, out var queue))
            {
                _waiting[name] = queue = new Queue<Arrival>();
            }

            queue.Enqueue(arrival);
        }
    }

    /// <summary>Something has arrived that is no message: failures will show it.</summary>
    public void AddMalformed(string text)
    {
        lock (_latest)
        {
            Remember(new Arrival(text));
        }
    }

    /// <summary>Takes the next event of a name, or waits for it.</summary>
    public Task<Arrival> TakeAsync(string name)
    {
        lock (_latest)
        {
            if (_waiting.TryGetValue(name, out var queue) && queue.TryDequeue(out var arrival))
            {
                arrival.IsTaken = true;
                return Task.FromResult(arrival);
            }

            if (!_waiters.TryGetValue(name, out var waiters))
            {
                _waiters[name] = waiters = new LinkedList<TaskCompletionSource<Arrival>>();
            }

            var waiter = new TaskCompletionSource<Arrival>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.AddLast(waiter);
            return waiter.Task;
        }
    }

    /// <summary>Gives up a wait, so that it takes nothing from the next one.</summary>
    /// <returns>False when the event arrived after all.</returns>
    public bool TryGiveUp(string name, Task<Arrival> wait)
    {
        lock (_latest)
        {
            if (wait.IsCompleted)
            {
                return false;
            }

            var waiters = _waiters[name];
            for (var node = waiters.First; node is not null; node = node.Next)
            {
                if (node.Value.Task == wait)
                {
                    waiters.Remove(node);
                    break;
                }
            }

            return true;
        }
    }

    /// <summary>The next event of a name that nobody has received; it stays.</summary>
    public Arrival? Peek(string name)
    {
        lock (_latest)
        {
            return _waiting.TryGetValue(name, out var queue) && queue.TryPeek(out var arrival) ? arrival : null;
        }
    }

    /// <summary>Says what has arrived.</summary>
    public void Describe(StringBuilder text)
    {
        lock (_latest)
        {
            if (_count == 0)
            {
                text.Append("\nNothing has arrived.");
                return;
            }

            text.Append("\nArrived so far: ").Append(_count);
            text.Append(_count > _latest.Count ? $", the last {_latest.Count} of them:" : ":");
            foreach (var arrival in _latest)
            {
                text.Append("\n  ").Append(arrival);
            }
        }
    }

    private void Remember(Arrival arrival)
    {
        _count++;
        _latest.Enqueue(arrival);
        if (_latest.Count > MaxRemembered)
        {
            _latest.Dequeue();
        }
    }
}
