using System.Diagnostics.CodeAnalysis;

namespace Gateways.SocketIO.Clients;

/// <summary>Clients that are away, by their secrets; bounded in number and in time. Each comes back once: taking a session forgets it.</summary>
internal sealed class SocketIOSavedSessions(SocketIORecoveryOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<SocketIOSavedSession>> _byPid = new(StringComparer.Ordinal);
    private readonly LinkedList<SocketIOSavedSession> _byAge = new();

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
            Trim(options.MaxSessions - 1);
            _byPid[session.Pid] = _byAge.AddLast(session);
        }
    }

    /// <returns>False when nobody of that secret is away, or it is too late, or it was another namespace.</returns>
    public bool TryTake(string pid, string @namespace, [NotNullWhen(true)] out SocketIOSavedSession? session)
    {
        lock (_gate)
        {
            Trim(options.MaxSessions);
            session = null;
            if (!_byPid.TryGetValue(pid, out var node) || !node.Value.Namespace.Equals(@namespace, StringComparison.Ordinal))
            {
                return false;
            }

            Remove(node);
            session = node.Value;
            return true;
        }
    }

    private void Trim(int max)
    {
        while (_byAge.First is { } oldest && (_byPid.Count > max || time.GetElapsedTime(oldest.Value.Since) > options.MaxDisconnectionDuration))
        {
            Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<SocketIOSavedSession> node)
    {
        _byAge.Remove(node);
        _byPid.Remove(node.Value.Pid);
    }
}
