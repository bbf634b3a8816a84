using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>The eventsource package from npm, of two generations: the one over Node's http, and the one over fetch.</summary>
public sealed class ServerSentEventsScenarios(ConformanceServer server) : IClassFixture<ConformanceServer>
{
    [NodeTheory]
    [InlineData("eventsource")]
    [InlineData("eventsource-2")]
    public Task EventSource_FromNpm_ListensUnchanged(string version)
        => server.RunAsync("sse/listen", "--eventsource", version);
}
