namespace Gateways.Conformance.Tests;

/// <summary>The chat sample, with a database of its own that is gone afterwards.</summary>
public class ChatServer : ServerFixture
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateways-chat-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private protected virtual string Environment => "Production";

    private protected override Task<ServerProcess> StartAsync() => StartAsync("Application started");

    private protected Task<ServerProcess> StartAsync(string readyLine, params IEnumerable<string> arguments) => ServerProcess.StartAsync(
        BuildOutput.Find("ChatServer"), BuildOutput.Find("ChatProject"), Environment, readyLine, ["--db", Path.Combine(_directory.FullName, "chat.db"), .. arguments]);
}
