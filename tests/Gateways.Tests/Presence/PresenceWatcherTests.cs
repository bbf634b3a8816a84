using System.Text;
using Gateways.Presence;
using Gateways.Protocol;
using Gateways.Specification.Adapters;

namespace Gateways.Tests.Presence;

public sealed class PresenceWatcherTests
{
    private static readonly PresenceTopic Topic = new("/", "d1");

    private readonly PresenceWatchers _watchers = new();
    private readonly RecordingClient _client = new("c");

    [Fact]
    public void Changes_BeforeTheState_WaitForIt_AndOldOnesAreDropped()
    {
        _watchers.Add(Topic, _client, Topic.Namespace);
        Change(4);
        Change(6);
        Assert.Empty(_client.Heard);

        Assert.True(_watchers.TryAdmit(Topic, new PresenceSnapshot(5, []), _watchers.Turn));
        Change(5);
        Change(6);
        Change(7);

        Assert.Equal(["presenceState", "presenceDiff", "presenceDiff"], _client.Heard);
    }

    [Fact]
    public void Forgotten_NeedsTheStateAgain()
    {
        _watchers.Add(Topic, _client, Topic.Namespace);
        _watchers.TryAdmit(Topic, new PresenceSnapshot(1, []), _watchers.Turn);
        Assert.Empty(_watchers.TopicsWithoutState);

        _watchers.Forget();
        Change(2);
        Assert.Equal([Topic], _watchers.TopicsWithoutState);
        _watchers.TryAdmit(Topic, new PresenceSnapshot(2, []), _watchers.Turn);

        Assert.Equal(["presenceState", "presenceState"], _client.Heard);
    }

    [Fact]
    public void MoreChangesThanMayWait_AskForAnotherState()
    {
        _watchers.Add(Topic, _client, Topic.Namespace);
        for (var version = 1; version < 5000; version++)
        {
            Change(version);
        }

        Assert.False(_watchers.TryAdmit(Topic, new PresenceSnapshot(1, []), _watchers.Turn));
        Assert.True(_watchers.TryAdmit(Topic, new PresenceSnapshot(4999, []), _watchers.Turn));
        Assert.Equal(["presenceState"], _client.Heard);
    }

    [Fact]
    public void State_AskedForBeforeAnother_IsNotForIt()
    {
        var late = new RecordingClient("late");
        _watchers.Add(Topic, _client, Topic.Namespace);
        var turn = _watchers.Turn;
        Change(2);
        _watchers.Add(Topic, late, Topic.Namespace);

        Assert.True(_watchers.TryAdmit(Topic, new PresenceSnapshot(1, []), turn));
        Assert.Equal(["presenceState", "presenceDiff"], _client.Heard);
        Assert.Empty(late.Heard);
        Assert.Equal([Topic], _watchers.TopicsWithoutState);

        Assert.True(_watchers.TryAdmit(Topic, new PresenceSnapshot(2, []), _watchers.Turn));
        Assert.Equal(["presenceState"], late.Heard);
        Assert.Equal(["presenceState", "presenceDiff"], _client.Heard);
    }

    [Fact]
    public void State_AskedForBeforeAllWasForgotten_IsForNobody()
    {
        _watchers.Add(Topic, _client, Topic.Namespace);
        var turn = _watchers.Turn;
        Change(2);
        _watchers.Forget();

        _watchers.TryAdmit(Topic, new PresenceSnapshot(1, []), turn);

        Assert.Empty(_client.Heard);
        Assert.Equal([Topic], _watchers.TopicsWithoutState);
    }

    [Fact]
    public void State_AskedForBeforeChangesWereDropped_IsForNobody()
    {
        _watchers.Add(Topic, _client, Topic.Namespace);
        var turn = _watchers.Turn;
        for (var version = 1; version < 5000; version++)
        {
            Change(version);
        }

        Assert.False(_watchers.TryAdmit(Topic, new PresenceSnapshot(1, []), turn));
        _watchers.TryAdmit(Topic, new PresenceSnapshot(1, []), turn);

        Assert.Empty(_client.Heard);
        Assert.Equal([Topic], _watchers.TopicsWithoutState);
    }

    [Fact]
    public void Removed_HearsNothing()
    {
        _watchers.Add(Topic, _client, Topic.Namespace);
        _watchers.TryAdmit(Topic, new PresenceSnapshot(1, []), _watchers.Turn);
        _watchers.Remove(Topic, _client);

        Change(2);

        Assert.Equal(["presenceState"], _client.Heard);
    }

    [Fact]
    public void Messages_LookAsDocumented()
    {
        var user = new PresenceUser("ann", true, DateTimeOffset.UnixEpoch, "{\"x\":1}"u8.ToArray());

        Assert.Equal(
            """{"topic":"d1","version":3,"users":[{"userId":"ann","status":"active","since":"1970-01-01T00:00:00+00:00","metadata":{"x":1}}]}""",
            Text(PresenceMessages.State(Topic.Namespace, Topic, new PresenceSnapshot(3, [user]))));
        Assert.Equal(
            """{"topic":"d1","version":4,"joins":[],"leaves":[{"userId":"ann","status":"away","since":"1970-01-01T00:00:00+00:00"}],"updates":[]}""",
            Text(PresenceMessages.Diff(Topic.Namespace, new PresenceChange(Topic, 4, PresenceChangeKind.Leave, user with { IsActive = false, Metadata = default }))));
    }

    private static string Text(OutboundMessage message) => Encoding.UTF8.GetString(message.Arguments.Span);

    private void Change(long version) =>
        _watchers.OnChange(new PresenceChange(Topic, version, PresenceChangeKind.Join, new PresenceUser("ann", true, DateTimeOffset.UnixEpoch, default)));
}
