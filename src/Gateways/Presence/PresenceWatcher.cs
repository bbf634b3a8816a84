using Gateways.Adapters;
using Gateways.Protocol;

namespace Gateways.Presence;

/// <summary>
/// One client that hears one topic: first the state, then every change the state lacks, none twice. Changes that come before the state wait for it. Guarded by the
/// lock of its topic.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="namespace">The namespace it is in: of a family of namespaces its own, for that is what its wire calls it.</param>
/// <param name="turn">Since when it waits for a state.</param>
internal sealed class PresenceWatcher(IAdapterClient client, string @namespace, long turn)
{
    /// <summary>How many changes wait for a state. When there are more, another state is asked for instead.</summary>
    private const int MaxWaiting = 1024;

    private readonly List<(long Version, OutboundMessage Message)> _waiting = [];
    private long _version;
    private bool _hasOverflowed;

    public IAdapterClient Client { get; } = client;

    public string Namespace { get; } = @namespace;

    public bool HasState { get; private set; }

    /// <summary>Since when it waits for a state: one that was asked for earlier may lack what it has not heard.</summary>
    public long Turn { get; private set; } = turn;

    public void OnChange(long version, OutboundMessage message)
    {
        if (HasState)
        {
            Send(version, message);
        }
        else if (_waiting.Count < MaxWaiting)
        {
            _waiting.Add((version, message));
        }
        else
        {
            _hasOverflowed = true;
        }
    }

    /// <returns>False when more changes came than may wait: the state is too old.</returns>
    public bool TryAdmit(long version, OutboundMessage state)
    {
        if (_hasOverflowed)
        {
            return false;
        }

        Client.Send(state);
        (_version, HasState) = (version, true);
        foreach (var (later, message) in _waiting)
        {
            Send(later, message);
        }

        _waiting.Clear();
        return true;
    }

    /// <summary>Changes may have been missed: it needs the state again.</summary>
    public void Forget(long turn)
    {
        (HasState, _hasOverflowed, Turn) = (false, false, turn);
        _waiting.Clear();
    }

    private void Send(long version, OutboundMessage message)
    {
        if (version > _version)
        {
            _version = version;
            Client.Send(message);
        }
    }
}
