using System.Diagnostics.CodeAnalysis;

namespace Gateways.SocketIO.Clients;

/// <summary>A gateway's clients that are away, by their secrets; bounded in number and in time. Each comes back once: taking a session forgets it.</summary>
internal sealed class SocketIOSavedSessions(SocketIORecoveryOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SocketIOSavedSession> _byPid = new(StringComparer.Ordinal);

    /// <summary>The one that is away longest first: one that is given back was away before.</summary>
    private readonly SortedSet<SocketIOSavedSession> _byAge = new(Comparer<SocketIOSavedSession>.Create(static (one, other) =>
        one.Since != other.Since ? one.Since.CompareTo(other.Since) : string.CompareOrdinal(one.Pid, other.Pid)));

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byPid.Count;
            }
        }
    }

    public void Save(SocketIOSavedSession session)
    {
        lock (_gate)
        {
            _byPid.Add(session.Pid, session);
            _byAge.Add(session);
            Trim();
        }
    }

    /// <returns>False when nobody of that secret is away, or it is too late, or it was another namespace.</returns>
    public bool TryTake(string pid, string @namespace, [NotNullWhen(true)] out SocketIOSavedSession? session)
    {
        lock (_gate)
        {
            Trim();
            if (!_byPid.TryGetValue(pid, out session) || !session.Namespace.Equals(@namespace, StringComparison.Ordinal))
            {
                session = null;
                return false;
            }

            Remove(session);
            return true;
        }
    }

    private void Trim()
    {
        while (_byAge.Min is { } oldest && (_byPid.Count > options.MaxSessions || time.GetElapsedTime(oldest.Since) > options.MaxDisconnectionDuration))
        {
            Remove(oldest);
        }
    }

    private void Remove(SocketIOSavedSession session)
    {
        _byAge.Remove(session);
        _byPid.Remove(session.Pid);
    }
}
