using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Gateways.Presence;

/// <summary>What the application itself hears of changes.</summary>
internal sealed partial class PresenceTracker
{
    private ImmutableArray<PresenceReader> _readers = [];

    public async IAsyncEnumerable<string> ReadChangesAsync(string @namespace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new PresenceReader(@namespace);
        ImmutableInterlocked.Update(ref _readers, static (readers, added) => readers.Add(added), reader);
        try
        {
            await StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                yield return await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _readers, static (readers, gone) => readers.Remove(gone), reader);
        }
    }

    public void OnChange(PresenceChange change)
    {
        _watchers.OnChange(change);
        Name(change.Topic);
    }

    private void Name(PresenceTopic topic)
    {
        foreach (var reader in _readers)
        {
            reader.OnChange(topic);
        }
    }
}
