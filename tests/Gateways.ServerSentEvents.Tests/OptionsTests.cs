namespace Gateways.ServerSentEvents.Tests;

public sealed class OptionsTests
{
    private readonly ServerSentEventsTransportOptionsValidator _validator = new();

    [Fact]
    public void Default_IsRight() => Assert.True(_validator.Validate(null, new ServerSentEventsTransportOptions { Recovery = new() }).Succeeded);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(25)]
    [InlineData(10_675_199)]
    public void MaxDisconnectionDuration_ThatCannotBeWaitedFor_IsRefused(int days)
    {
        var duration = TimeSpan.FromDays(days);

        var result = _validator.Validate(null, new ServerSentEventsTransportOptions { Recovery = new() { MaxDisconnectionDuration = duration } });

        Assert.Equal(
            $"ServerSentEventsTransportOptions.Recovery.MaxDisconnectionDuration is '{duration}': make it longer than zero and shorter than 24 days.",
            Assert.Single(result.Failures!));
    }
}
