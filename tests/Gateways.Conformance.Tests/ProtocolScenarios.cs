using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>What goes over the wire, seen from the clients of both protocols.</summary>
public sealed class ProtocolScenarios(ConformanceServer server) : IClassFixture<ConformanceServer>
{
    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-8", "ws")]
    [InlineData("signalr-7", "ws-7")]
    [InlineData("signalr-6", "ws-7")]
    public Task Acks_EveryRequest_Ends(string signalr, string ws)
        => server.RunAsync("host/acks", "--signalr", signalr, "--ws", ws);

    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-8", "ws")]
    [InlineData("signalr-7", "ws-7")]
    [InlineData("signalr-6", "ws-7")]
    public Task Errors_EveryKind_ReachTheirCallerExactly(string signalr, string ws)
        => server.RunAsync("host/errors", "--signalr", signalr, "--ws", ws);

    [NodeFact]
    public Task Emits_TypedEvents_HaveOneShapeOnBothTransports() => server.RunAsync("host/emits");

    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-8", "ws")]
    [InlineData("signalr-7", "ws-7")]
    public Task Asks_ServerAsksClients_EveryQuestionEnds(string signalr, string ws)
        => server.RunAsync("host/asks", "--signalr", signalr, "--ws", ws);

    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-6", "ws-7")]
    public Task Handshake_WhatTheClientSent_ReachesTheGateway(string signalr, string ws)
        => server.RunAsync("host/handshake", "--signalr", signalr, "--ws", ws);

    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-6", "ws-7")]
    public Task Order_FiveHundredMessagesAtOnce_IsKept(string signalr, string ws)
        => server.RunAsync("host/order", "--signalr", signalr, "--ws", ws);

    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-6", "ws-7")]
    public Task Large_MessagesNearTheLimit_Arrive(string signalr, string ws)
        => server.RunAsync("host/large", "--signalr", signalr, "--ws", ws);

    [NodeFact]
    public Task BadFrames_FromOneClient_HarmNobodyElse() => server.RunAsync("host/bad-frames");

    [NodeFact]
    public Task Loss_ClientsGo_DisconnectHookKnowsWhy() => server.RunAsync("host/loss");

    [NodeFact]
    public Task Origins_ForeignPages_AreRefused() => server.RunAsync("host/origins");
}
