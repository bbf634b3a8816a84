namespace Gateways.Conformance.Tests;

/// <summary>The host, with Socket.IO's packets in MessagePack.</summary>
public sealed class MsgpackServer : ServerFixture
{
    internal static Task<ServerProcess> StartNewAsync(params string[] arguments)
        => ServerProcess.StartAsync(BuildOutput.Find("HostServer"), BuildOutput.Find("HostProject"), "Production", arguments: ["--parser", "Msgpack", .. arguments]);

    private protected override Task<ServerProcess> StartAsync() => StartNewAsync();
}
