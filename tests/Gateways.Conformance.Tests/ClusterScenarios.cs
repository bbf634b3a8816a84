using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>Several servers of the chat sample, and one of Node's beside them.</summary>
public sealed class ClusterScenarios(ChatClusterServer servers) : IClassFixture<ChatClusterServer>
{
    [NodeFact]
    public Task Cluster_RoomsPresenceAndNode_AcrossServers_AndOneIsKilled() => servers.RunOnBothAsync("chat/cluster");
}
