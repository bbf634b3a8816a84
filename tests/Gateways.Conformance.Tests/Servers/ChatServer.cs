namespace Gateways.Conformance.Tests;

/// <summary>The chat sample, with a database of its own that is gone afterwards.</summary>
public sealed class ChatServer : ServerFixture
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateways-chat-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private protected override Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(
        BuildOutput.Find("ChatServer"), BuildOutput.Find("ChatProject"), arguments: ["--db", Path.Combine(_directory.FullName, "chat.db")]);
}
