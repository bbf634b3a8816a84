namespace Gateways.Tests.Presence;

/// <content>Who says nothing for a while is away, under every topic, and back under every topic.</content>
public sealed partial class PresenceTrackerTests
{
    [Fact]
    public async Task Away_FirstTopicNotHeard_AllTopicsAreAwayInTheEnd()
    {
        var ann = await ConnectAsync("ann");
        await Presence.TrackAsync(ann.Server, "d1");
        await Presence.TrackAsync(ann.Server, "d2");
        Fail("track", mayHaveBeenHeard: true);
        _time.Advance(TimeSpan.FromSeconds(6));
        await Tracker.CatchUpAsync(default);
        Heal();

        await Tracker.CatchUpAsync(default);

        foreach (var topic in (string[])["d1", "d2"])
        {
            Assert.Equal(PresenceStatus.Away, Assert.Single(await Presence.ListAsync(topic)).Status);
        }
    }

    [Fact]
    public async Task Away_TrackedUnderAnotherTopic_IsBackUnderAll()
    {
        var ann = await ConnectAsync("ann");
        await Presence.TrackAsync(ann.Server, "d1");
        _time.Advance(TimeSpan.FromSeconds(6));
        await Tracker.CatchUpAsync(default);
        Assert.Equal(PresenceStatus.Away, Assert.Single(await Presence.ListAsync("d1")).Status);

        await Presence.TrackAsync(ann.Server, "d2");
        await Tracker.CatchUpAsync(default);

        foreach (var topic in (string[])["d1", "d2"])
        {
            Assert.Equal(PresenceStatus.Active, Assert.Single(await Presence.ListAsync(topic)).Status);
        }
    }
}
