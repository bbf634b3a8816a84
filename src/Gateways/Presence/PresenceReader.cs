using System.Threading.Channels;

namespace Gateways.Presence;

/// <summary>One reader of a namespace's changes: each topic that has changed waits once, however often it changes before it is read.</summary>
internal sealed class PresenceReader(string @namespace)
{
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);

    public void OnChange(PresenceTopic topic)
    {
        if (topic.Namespace != @namespace)
        {
            return;
        }

        lock (_waiting)
        {
            if (_waiting.Add(topic.Name))
            {
                _changed.Writer.TryWrite(topic.Name);
            }
        }
    }

    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        var topic = await _changed.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        lock (_waiting)
        {
            _waiting.Remove(topic);
        }

        return topic;
    }
}
