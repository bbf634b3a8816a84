using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>What one client may make the server keep: at each bound it is served, one beyond it is not.</summary>
public sealed class MemoryBoundTests : IAsyncLifetime
{
    private const int MaxAttachmentBytes = 1000;
    private const int MaxAuthBytes = 100;
    private const string One = "{\"_placeholder\":true,\"num\":0}";

    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options =>
    {
        options.MaxAttachmentBytes = MaxAttachmentBytes;
        options.MaxAuthBytes = MaxAuthBytes;
        options.MaxAttachments = 3;
        options.MaxDepth = 5;
        options.MaxNamespacesPerConnection = 2;
    }));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    public async Task Attachments_TogetherWithTheirPacket_HaveALimit(bool usesSocket, int beyond)
    {
        await using EngineClient client = usesSocket ? await SocketClient.ConnectAsync(Host.Address) : await PollingClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");
        var json = $"[\"echo\",{One}]";

        await client.SendAsync($"452-/spec,{json}");
        await client.SendBytesAsync(new byte[400]);
        await client.SendBytesAsync(new byte[MaxAttachmentBytes - json.Length - 400 + beyond]);

        await ServesAsync(client, beyond == 0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Attachments_MoreThanAPacketMayHave_CloseTheConnection(int count)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");

        await client.SendAsync($"45{count}-/spec,[\"echo\",{One}]");
        for (var i = 0; i < count && count <= 3; i++)
        {
            await client.SendBytesAsync([1]);
        }

        await ServesAsync(client, count <= 3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Auth_LargerThanItMayBe_ClosesTheConnection(int beyond)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync($"40/spec,{{\"a\":\"{new string('x', MaxAuthBytes - "{\"a\":\"\"}".Length + beyond)}\"}}");

        if (beyond == 0)
        {
            Assert.StartsWith("40/spec,{", await client.NextAsync(), StringComparison.Ordinal);
        }

        await ServesAsync(client, beyond == 0);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Payload_DeeperThanItMayBe_ClosesTheConnection(int depth)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");

        // The array of the packet is the first level.
        await client.SendAsync($"42/spec,[\"echo\",{new string('[', depth)}{new string(']', depth)}]");

        await ServesAsync(client, depth < 5);
    }

    [Fact]
    public async Task Namespaces_MoreThanAConnectionMayBeIn_AreRefusedAndTheOthersStay()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");
        await client.EnterAsync("/forms");

        await client.SendAsync("40/spec-rooms/1,");
        Assert.Equal("44/spec-rooms/1,{\"message\":\"Too many namespaces\"}", await client.NextAsync());
        await ServesAsync(client, true);

        await client.SendAsync("41/forms,");
        await client.EnterAsync("/spec-rooms/1");
        await ServesAsync(client, true);
    }

    private static async Task ServesAsync(EngineClient client, bool serves)
    {
        if (serves)
        {
            await client.SendAsync("42/spec,77[\"echo\",5]");
            Assert.Equal("43/spec,77[5]", await client.NextAsync());
        }
        else
        {
            Assert.False(await client.Packets.WaitToReadAsync().Soon());
        }
    }
}
