using Gateways.Redis.Connection;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Redis.Tests;

public sealed class OptionsTests
{
    public static TheoryData<Action<RedisAdapterOptions>, string> Wrong => new()
    {
        { static options => options.ChannelPrefix = "", "ChannelPrefix" },
        { static options => options.ChannelPrefix = "a#b", "ChannelPrefix" },
        { static options => options.UserRoomPrefix = "", "UserRoomPrefix" },
        { static options => options.ConnectTimeout = TimeSpan.Zero, "ConnectTimeout" },
        { static options => options.RequestTimeout = TimeSpan.FromDays(1), "RequestTimeout" },
        { static options => options.ProbeInterval = TimeSpan.Zero, "ProbeInterval" },
        { static options => options.ProbeTimeout = TimeSpan.Zero, "ProbeTimeout" },
        { static options => options.ReturnGrace = TimeSpan.FromSeconds(-1), "ReturnGrace" },
        { static options => options.MaxPendingBytes = 1, "MaxPendingBytes" },
        { static options => options.MaxPendingMessages = 0, "MaxPendingMessages" },
        { static options => options.MaxReceivedBytes = 1, "MaxReceivedBytes" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_IsNamed(Action<RedisAdapterOptions> configure, string name)
    {
        var options = new RedisAdapterOptions();
        configure(options);

        var result = new RedisAdapterOptionsValidator().Validate(null, options);

        Assert.Contains($"RedisAdapterOptions.{name} is '", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Default_IsRight() => Assert.True(new RedisAdapterOptionsValidator().Validate(null, new RedisAdapterOptions()).Succeeded);

    [Fact]
    public void AddRedis_Twice_Throws()
    {
        var builder = new ServiceCollection().AddGateways().AddRedis("localhost:1");

        Assert.Throws<InvalidOperationException>(() => builder.AddRedis("localhost:2"));
    }

    [Fact]
    public void Description_HasNoPassword() =>
        Assert.DoesNotContain("hunter2", new RedisMultiplexerSource(StackExchange.Redis.ConfigurationOptions.Parse("localhost:1,password=hunter2")).Description, StringComparison.Ordinal);

    [Fact]
    public void ChannelPrefix_OfTheClientLibrary_IsRefusedAndSaysWhichOptionToSet()
    {
        var builder = new ServiceCollection().AddGateways();

        var error = Assert.Throws<InvalidOperationException>(() => builder.AddRedis("localhost:1,channelPrefix=mine"));

        Assert.Contains("channelPrefix=mine", error.Message, StringComparison.Ordinal);
        Assert.Contains("RedisAdapterOptions.ChannelPrefix", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelPrefix_OfAConnectionThatIsGiven_IsRefused()
    {
        await using var multiplexer = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync("127.0.0.1:1,channelPrefix=mine,abortConnect=false,connectTimeout=100");
        var builder = new ServiceCollection().AddGateways();

        Assert.Throws<InvalidOperationException>(() => builder.AddRedis(multiplexer));
    }
}
