namespace Gateways.Conformance.Tests;

/// <summary>The chat sample as a developer runs it: its seed users can sign in.</summary>
public sealed class DevelopmentChatServer : ChatServer
{
    private protected override string Environment => "Development";
}
