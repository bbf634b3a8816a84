using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateways.SocketIO.Tests.Options;

/// <summary>Options that cannot work are named before anybody connects: each with its value, all at once.</summary>
public sealed class OptionFaultTests
{
    private static readonly TimeSpan TooLong = TimeSpan.FromDays(25);

    /// <summary>One fault each, and how it is told.</summary>
    private static readonly (Action<SocketIOTransportOptions> Set, string Told)[] Faults =
    [
        (static options => options.PingInterval = TimeSpan.Zero, "PingInterval is '00:00:00': make it longer than zero and shorter than 24 days."),
        (static options => options.PingTimeout = TimeSpan.FromSeconds(-1), "PingTimeout is '-00:00:01': make it longer than zero and shorter than 24 days."),
        (static options => options.UpgradeTimeout = TooLong, "UpgradeTimeout is '25.00:00:00': make it longer than zero and shorter than 24 days."),
        (static options => options.PollingCloseTimeout = TimeSpan.Zero, "PollingCloseTimeout is '00:00:00': make it longer than zero and shorter than 24 days."),
        (static options => options.MaxHttpBufferSize = 0, "MaxHttpBufferSize is '0': make it at least 1."),
        (static options => options.MaxPacketsPerPayload = -1, "MaxPacketsPerPayload is '-1': make it at least 1."),
        (static options => options.MaxFragments = 0, "MaxFragments is '0': make it at least 1."),
        (static options => options.HttpCompressionThreshold = 0, "HttpCompressionThreshold is '0': make it at least 1."),
        (static options => options.Transports = EngineIOTransports.None, "Transports is 'None': name Polling, WebSocket, or both."),
        (static options => options.Path = "socket.io", "Path is 'socket.io': begin it with a slash, as '/socket.io', and leave parameters out."),
        (static options => options.Parser = (SocketIOParser)7, "Parser is '7': make it Json or Msgpack."),
        (static options => options.ConnectTimeout = TimeSpan.Zero, "ConnectTimeout is '00:00:00': make it longer than zero and shorter than 24 days."),
        (static options => options.MaxAttachments = 0, "MaxAttachments is '0': make it at least 1."),
        (static options => options.MaxAttachmentBytes = 0, "MaxAttachmentBytes is '0': make it at least 1."),
        (static options => options.MaxNamespacesPerConnection = 0, "MaxNamespacesPerConnection is '0': make it at least 1."),
        (static options => options.MaxNamespaceLength = 1025, "MaxNamespaceLength is '1025': make it at least 1 and at most 1024."),
        (static options => options.MaxAuthBytes = 0, "MaxAuthBytes is '0': make it at least 1."),
        (static options => options.MaxDepth = 1001, "MaxDepth is '1001': make it at least 1 and at most 1000."),
        (static options => Recovery(options).MaxDisconnectionDuration = TimeSpan.Zero, "ConnectionStateRecovery.MaxDisconnectionDuration is '00:00:00': make it longer than zero and shorter than 24 days."),
        (static options => Recovery(options).MaxEvents = 0, "ConnectionStateRecovery.MaxEvents is '0': make it at least 1."),
        (static options => Recovery(options).MaxBytes = 0, "ConnectionStateRecovery.MaxBytes is '0': make it at least 1."),
        (static options => Recovery(options).MaxSessions = 0, "ConnectionStateRecovery.MaxSessions is '0': make it at least 1."),
    ];

    [Fact]
    public async Task Start_ManyFaults_TellsAllOfThem()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options =>
        {
            foreach (var (set, _) in Faults)
            {
                set(options);
            }
        })));

        Assert.Equal(Faults.Select(static fault => $"SocketIOTransportOptions.{fault.Told}"), error.Failures);
    }

    /// <summary>One at a time: none is found only because of another.</summary>
    [Fact]
    public void Start_OneFault_TellsThatOneAlone() => Assert.All(Faults, static fault => Assert.Equal([$"SocketIOTransportOptions.{fault.Told}"], FailuresOf(fault.Set)));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("/a{b}")]
    [InlineData("/a?b")]
    public void Start_PathThatIsNone_IsAFault(string path) => Assert.Single(FailuresOf(options => options.Path = path));

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    public void Start_TransportsThatAreNone_AreAFault(int transports) => Assert.Single(FailuresOf(options => options.Transports = (EngineIOTransports)transports));

    [Fact]
    public void Start_Extremes_AreNoFaults() => Assert.Empty(FailuresOf(static options =>
    {
        (options.PingInterval, options.PingTimeout, options.ConnectTimeout) = (TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(int.MaxValue), TimeSpan.FromDays(24));
        (options.MaxHttpBufferSize, options.MaxFragments, options.MaxPacketsPerPayload, options.HttpCompressionThreshold) = (1, 1, int.MaxValue, int.MaxValue);
        (options.MaxDepth, options.MaxNamespaceLength, options.MaxAttachments) = (1000, 1024, 1);
        (options.Path, options.Transports, options.Parser) = ("/a/b/", EngineIOTransports.WebSocket, SocketIOParser.Msgpack);
    }));

    [Fact]
    public async Task MapEngineIO_Faults_AreToldWhereItIsCalled()
    {
        ArgumentException? error = null;
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(), configureApp: app =>
            error = Assert.Throws<ArgumentException>(() => app.MapEngineIO("/engine/", new Nobody(), static options => (options.PingTimeout, options.MaxFragments) = (TimeSpan.Zero, 0))));

        Assert.StartsWith(
            "EngineIOOptions.PingTimeout is '00:00:00': make it longer than zero and shorter than 24 days. EngineIOOptions.MaxFragments is '0': make it at least 1.",
            error!.Message,
            StringComparison.Ordinal);
    }

    private static SocketIORecoveryOptions Recovery(SocketIOTransportOptions options) => options.ConnectionStateRecovery ??= new SocketIORecoveryOptions();

    /// <summary>What the start of an application says, even of one that has no gateways.</summary>
    private static IEnumerable<string> FailuresOf(Action<SocketIOTransportOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddGateways().AddSocketIO(configure);
        using var provider = services.BuildServiceProvider();
        var error = Record.Exception(() => provider.GetRequiredService<IStartupValidator>().Validate());
        return error is null ? [] : Assert.IsType<OptionsValidationException>(error).Failures;
    }

    private sealed class Nobody : EngineIOHandler
    {
        public override ValueTask OnMessageAsync(EngineIOSocket socket, ReadOnlyMemory<byte> message, bool isText) => default;
    }
}
