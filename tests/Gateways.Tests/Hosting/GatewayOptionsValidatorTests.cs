using Gateways.Hosting;

namespace Gateways.Tests.Hosting;

public sealed class GatewayOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_AreGood() => Assert.True(new GatewayOptionsValidator().Validate(null, new GatewayOptions()).Succeeded);

    [Theory]
    [InlineData(nameof(GatewayOptions.MaxMessageBytes), 127, "make it at least 128")]
    [InlineData(nameof(GatewayOptions.MaxEventNameLength), 0, "make it at least 1")]
    [InlineData(nameof(GatewayOptions.MaxRoomsPerClient), 0, "make it at least 1")]
    [InlineData(nameof(GatewayOptions.MaxRoomNameLength), -1, "make it at least 1")]
    [InlineData(nameof(GatewayOptions.MaxOutboundBytes), 1023, "make it at least 1024")]
    [InlineData(nameof(GatewayOptions.MaxPendingMessages), 0, "make it at least 1")]
    [InlineData(nameof(GatewayOptions.MaxPendingBytes), 127, "make it at least 128")]
    [InlineData(nameof(GatewayOptions.MaxPendingAcks), 0, "make it at least 1")]
    public void Validate_NumberTooSmall_NamesOptionValueAndFix(string option, int value, string fix) => AssertFails(option, value, fix);

    [Theory]
    [InlineData(nameof(GatewayOptions.ConnectTimeout))]
    [InlineData(nameof(GatewayOptions.KeepAliveInterval))]
    [InlineData(nameof(GatewayOptions.ClientTimeout))]
    [InlineData(nameof(GatewayOptions.MessageTimeout))]
    [InlineData(nameof(GatewayOptions.SendTimeout))]
    [InlineData(nameof(GatewayOptions.AckTimeout))]
    [InlineData(nameof(GatewayOptions.CloseTimeout))]
    [InlineData(nameof(GatewayOptions.HandlerDrainTimeout))]
    [InlineData(nameof(GatewayOptions.ShutdownTimeout))]
    public void Validate_TimeOutOfRange_NamesOptionValueAndFix(string option)
    {
        AssertFails(option, TimeSpan.Zero, "make it longer than zero");
        AssertFails(option, TimeSpan.FromSeconds(-1), "make it longer than zero");
        AssertFails(option, TimeSpan.FromDays(2), "at most a day");
    }

    [Fact]
    public void Validate_ClientTimeoutNotAboveInterval_NamesBoth()
    {
        var failure = Assert.Single(Failures(static options => options.ClientTimeout = options.KeepAliveInterval));

        Assert.Contains("GatewayOptions.ClientTimeout is '00:00:15'", failure, StringComparison.Ordinal);
        Assert.Contains("KeepAliveInterval", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_BadOrigin_NamesIt()
    {
        var failure = Assert.Single(Failures(static options => options.AllowedOrigins.Add("app.example/")));

        Assert.Equal("GatewayOptions.AllowedOrigins is 'app.example/': write 'https://host', 'https://host:port' or '*', without a path.", failure);
    }

    [Fact]
    public void Validate_SeveralMistakes_TellsAll() => Assert.Equal(2, Failures(static options => (options.MaxPendingAcks, options.MaxRoomsPerClient) = (0, 0)).Length);

    private static void AssertFails(string option, object value, string fix)
    {
        var failures = Failures(options => typeof(GatewayOptions).GetProperty(option)!.SetValue(options, value));

        Assert.Contains(failures, failure => failure.StartsWith($"GatewayOptions.{option} is '{value}': ", StringComparison.Ordinal) && failure.Contains(fix, StringComparison.Ordinal));
    }

    private static string[] Failures(Action<GatewayOptions> configure)
    {
        var options = new GatewayOptions();
        configure(options);
        return [.. new GatewayOptionsValidator().Validate(null, options).Failures ?? []];
    }
}
