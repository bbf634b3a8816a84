using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>The chat sample, driven by the clients it is made for.</summary>
public sealed class ChatScenarios(ChatServer server) : IClassFixture<ChatServer>
{
    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-8", "ws")]
    [InlineData("signalr-7", "ws-7")]
    [InlineData("signalr-6", "ws-7")]
    public Task Rooms_ClientsOfBothTransports_ShareThem(string signalr, string ws)
        => server.RunAsync("chat/rooms", "--signalr", signalr, "--ws", ws);

    [NodeFact]
    public Task Notifications_PushedOverHttp_ReachWhomTheyAreFor() => server.RunAsync("chat/notifications");

    [NodeFact]
    public Task Crowd_TwoHundredClientsInOneRoom_EachHearsEachMessageOnce() => server.RunAsync("chat/crowd");

    [NodeFact]
    public Task Loss_ClientsVanish_RoomsForgetThem() => server.RunAsync("chat/loss");

    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-6", "ws-7")]
    public Task Reconnect_ClientComesBack_JoinsAgain(string signalr, string ws)
        => server.RunAsync("chat/reconnect", "--signalr", signalr, "--ws", ws);
}
