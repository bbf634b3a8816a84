using Gateways.Presence;

namespace Gateways.Tests.Presence;

public sealed class PresenceOptionsTests
{
    public static TheoryData<Action<PresenceOptions>, string> Wrong => new()
    {
        { static options => options.AwayAfter = TimeSpan.Zero, "AwayAfter" },
        { static options => options.BeatInterval = TimeSpan.Zero, "BeatInterval" },
        { static options => options.ServerTimeout = options.BeatInterval, "ServerTimeout" },
        { static options => options.RestartGrace = TimeSpan.FromDays(2), "RestartGrace" },
        { static options => options.MaxTopicsPerClient = 0, "MaxTopicsPerClient" },
        { static options => options.MaxMetadataBytes = 0, "MaxMetadataBytes" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_IsNamed(Action<PresenceOptions> configure, string name)
    {
        var options = new PresenceOptions();
        configure(options);

        Assert.Contains($"PresenceOptions.{name} is '", Assert.Single(new PresenceOptionsValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Default_IsRight() => Assert.True(new PresenceOptionsValidator().Validate(null, new PresenceOptions()).Succeeded);
}
