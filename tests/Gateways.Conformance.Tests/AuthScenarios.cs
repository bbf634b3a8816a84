using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>Signing in to the chat sample, and what it refuses.</summary>
public sealed class AuthScenarios(DevelopmentChatServer server) : IClassFixture<DevelopmentChatServer>
{
    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-6", "ws-7")]
    public Task Auth_TokensValidationAndDenial_LookTheSameOnEveryTransport(string signalr, string ws)
        => server.RunAsync("chat/auth", "--signalr", signalr, "--ws", ws);
}
