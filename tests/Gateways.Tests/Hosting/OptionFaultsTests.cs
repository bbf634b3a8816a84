using Gateways.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateways.Tests.Hosting;

/// <summary>What cannot work is told all at once, each fault by name, value and what to do, and in the same words by every package.</summary>
public sealed class OptionFaultsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public static TheoryData<Action<IGatewaysBuilder>, string> Transports => new()
    {
        { static builder => builder.AddWebSockets(static options => options.MaxFragments = 0), "WebSocketTransportOptions.MaxFragments is '0': make it at least 1." },
        { static builder => builder.AddSignalR(static options => options.StatefulReconnectBufferBytes = -1), "SignalRTransportOptions.StatefulReconnectBufferBytes is '-1': make it at least 1." },
        { static builder => builder.AddSocketIO(static options => options.MaxDepth = 1001), "SocketIOTransportOptions.MaxDepth is '1001': make it at least 1 and at most 1000." },
        { static builder => builder.AddServerSentEvents(static options => options.MaxRooms = 0), "ServerSentEventsTransportOptions.MaxRooms is '0': make it at least 1." },
        {
            static builder => builder.AddServerSentEvents(static options => options.ReconnectDelay = TimeSpan.FromDays(17)),
            "ServerSentEventsTransportOptions.ReconnectDelay is '17.00:00:00': make it zero or longer, and at most 16 days."
        },
        {
            static builder => builder.AddServerSentEvents(static options => options.Recovery = new ServerSentEventsRecoveryOptions { MaxDisconnectionDuration = TimeSpan.Zero }),
            "ServerSentEventsTransportOptions.Recovery.MaxDisconnectionDuration is '00:00:00': make it longer than zero and shorter than 24 days."
        },
        {
            static builder => builder.AddRedis("localhost", static options => options.ReturnGrace = -Tick),
            "RedisAdapterOptions.ReturnGrace is '-00:00:00.0000001': make it zero or longer, and at most an hour."
        },
        {
            static builder => builder.AddPresence(static options => options.ServerTimeout = options.BeatInterval),
            "PresenceOptions.ServerTimeout is '00:00:02': make it at least 00:00:04 and at most a day."
        },
    };

    [Theory]
    [MemberData(nameof(Transports))]
    public void Start_AnOptionThatCannotWork_IsNamedWithItsValueAndTheFix(Action<IGatewaysBuilder> add, string told)
    {
        var services = new ServiceCollection();
        add(services.AddGateways());
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal([told], error.Failures);
    }

    [Fact]
    public void Faults_NoneFound_Succeed() => Assert.Same(ValidateOptionsResult.Success, new OptionFaults("O").ToResult());

    [Fact]
    public void Faults_Several_AreToldInTheOrderInWhichTheyWereFound()
    {
        var faults = new OptionFaults("O");

        faults.Count("A", 5, least: 6);
        faults.Count("B", 7, least: 1, most: 7);
        faults.Wait("C", TimeSpan.FromDays(25));
        faults.Wait("D", TimeSpan.FromDays(2), TimeSpan.FromHours(1), TimeSpan.FromDays(1));
        faults.Add("E", null, "say one");

        Assert.Equal(
            [
                "O.A is '5': make it at least 6.",
                "O.C is '25.00:00:00': make it longer than zero and shorter than 24 days.",
                "O.D is '2.00:00:00': make it at least an hour and at most a day.",
                "O.E is '': say one.",
            ],
            faults.ToResult().Failures);
    }
}
