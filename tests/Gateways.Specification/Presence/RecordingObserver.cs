using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Gateways.Presence;

namespace Gateways.Specification.Presence;

/// <summary>Keeps what a store tells.</summary>
public sealed class RecordingObserver : IPresenceObserver
{
    private readonly Channel<PresenceChange> _changes = Channel.CreateUnbounded<PresenceChange>();
    private long _resets;

    public long Resets => Volatile.Read(ref _resets);

    public void OnChange(PresenceChange change) => _changes.Writer.TryWrite(change);

    public void OnReset(long reset) => Volatile.Write(ref _resets, reset);

    /// <summary>The next change.</summary>
    public Task<PresenceChange> NextAsync() => _changes.Reader.ReadAsync().Soon();

    /// <summary>The next change as text: <c>Join topic user active metadata</c>.</summary>
    public async Task<string> NextTextAsync()
    {
        var change = await NextAsync();
        var user = change.User;
        return string.Create(CultureInfo.InvariantCulture, $"{change.Kind} {change.Topic.Name} {user.UserId} {(user.IsActive ? "active" : "away")} {Encoding.UTF8.GetString(user.Metadata.Span)}").TrimEnd();
    }

    public bool HasChanges => _changes.Reader.TryPeek(out _);
}
