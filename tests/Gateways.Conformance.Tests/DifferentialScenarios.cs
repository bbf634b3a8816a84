using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>Node's own Socket.IO server and this one, asked the same things: equal transcripts, but for what docs/socketio-differences.md says.</summary>
public sealed class DifferentialScenarios(ConformanceServer server, QuickServer quick, RecoveringServer recovering)
    : IClassFixture<ConformanceServer>, IClassFixture<QuickServer>, IClassFixture<RecoveringServer>
{
    [NodeFact]
    public Task SocketIO_AskedAsNodesServer_AnswersTheSame() => server.RunAsync("differential/all", "--quick", quick.Url.ToString(), "--recovering", recovering.Url.ToString());
}
