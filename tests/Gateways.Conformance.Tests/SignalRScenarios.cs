using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>What only SignalR clients do.</summary>
public sealed class SignalRScenarios(ConformanceServer server) : IClassFixture<ConformanceServer>
{
    [NodeTheory]
    [InlineData("@microsoft/signalr", "WebSockets")]
    [InlineData("@microsoft/signalr", "ServerSentEvents")]
    [InlineData("@microsoft/signalr", "LongPolling")]
    [InlineData("signalr-8", "WebSockets")]
    [InlineData("signalr-8", "ServerSentEvents")]
    [InlineData("signalr-8", "LongPolling")]
    [InlineData("signalr-7", "WebSockets")]
    [InlineData("signalr-7", "ServerSentEvents")]
    [InlineData("signalr-7", "LongPolling")]
    [InlineData("signalr-6", "WebSockets")]
    [InlineData("signalr-6", "ServerSentEvents")]
    [InlineData("signalr-6", "LongPolling")]
    public Task Transports_OfEveryClientVersion_Work(string signalr, string transport)
        => server.RunAsync("host/signalr-transports", "--signalr", signalr, "--transport", transport);

    [NodeTheory]
    [InlineData("@microsoft/signalr")]
    [InlineData("signalr-8")]
    [InlineData("signalr-7")]
    [InlineData("signalr-6")]
    public Task SkipNegotiation_AtTheSignalRAddress_Works(string signalr)
        => server.RunAsync("host/skip-negotiation", "--signalr", signalr);

    [NodeTheory]
    [InlineData("@microsoft/signalr")]
    [InlineData("signalr-8")]
    public Task StatefulReconnect_CableIsPulled_NothingIsLost(string signalr)
        => server.RunAsync("host/stateful-reconnect", "--signalr", signalr);

    [NodeTheory]
    [InlineData("@microsoft/signalr")]
    [InlineData("signalr-6")]
    public Task Streaming_OfAHandlerThatDoesNotStream_EndsWithAnError(string signalr)
        => server.RunAsync("host/streaming", "--signalr", signalr);
}
