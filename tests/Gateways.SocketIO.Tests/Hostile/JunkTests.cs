using System.Text;
using Gateways.SocketIO.Packets;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>The largest messages a client may send, and nothing in them: thrown out after one look, for no more memory than a small one takes.</summary>
public sealed class JunkTests
{
    private const int MaxBytes = 1_000_000;

    /// <summary>Packets behind their "4", as large as may be.</summary>
    public static TheoryData<string, string> Junk => new()
    {
        { "arrays", Fill("2", '[') },
        { "objects", Fill("2[\"a\",{\"a\":", '{') },
        { "ack id", Fill("2", '1') },
        { "zeros", Fill("2[", '0') },
        { "number", Fill("2[\"a\",", '9') },
        { "namespace", Fill("2/", 'a') },
        { "attachments", Fill("51-", '9') },
        { "number of attachments", Fill("5", '9') },
        { "text that does not end", Fill("2[\"a", 'a') },
        { "escapes", Fill("2[\"", '\\') },
        { "white space", Fill("2", ' ') },
        { "auth", Fill("0{\"a\":\"", 'a') },
        { "error", Fill("4", '"') },
        { "type", Fill("7", '7') },
    };

    [Theory]
    [MemberData(nameof(Junk))]
    public void Codec_AllocatesNothingForIt(string what, string packet)
    {
        var bytes = Encoding.UTF8.GetBytes(packet);
        Assert.Equal(MaxBytes - 1, bytes.Length);

        // What is made once for all is made now.
        SocketIOPacketReader.TryRead(bytes, SocketIOPacketLimits.Of(new()), out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var isValid = SocketIOPacketReader.TryRead(bytes, SocketIOPacketLimits.Of(new()), out _);

        // An exception, at most.
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.False(isValid, what);
        Assert.True(allocated < 16 * 1024, $"{what}: {allocated} bytes");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_ThrowsItOutAndServesTheOthers(bool usesSocket)
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());
        await using var healthy = await SocketClient.ConnectAsync(host.Address);
        await healthy.EnterAsync("/spec");
        foreach (var row in Junk)
        {
            await using EngineClient client = usesSocket ? await SocketClient.ConnectAsync(host.Address) : await PollingClient.ConnectAsync(host.Address);
            await client.SendAsync("4" + row[1]);
            await client.EndedAsync();
            Assert.True(client is not SocketClient socket || socket.CloseCode == 1000, (string)row[0]);
        }

        await healthy.SendAsync("42/spec,1[\"echo\",\"still here\"]");
        Assert.Equal("43/spec,1[\"still here\"]", await healthy.NextAsync());
    }

    /// <summary>The limit is told to clients, and means what it says, to the byte.</summary>
    [Theory]
    [InlineData(MaxBytes, true)]
    [InlineData(MaxBytes + 1, false)]
    public async Task Limit_ByDefault_IsAMillionBytes(int bytes, bool fits)
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());
        await using var socket = await SocketClient.ConnectAsync(host.Address);
        await using var polling = await PollingClient.ConnectAsync(host.Address);
        Assert.All([socket.Handshake, polling.Handshake], static handshake => Assert.Contains("\"maxPayload\":1000000}", handshake, StringComparison.Ordinal));
        await socket.EnterAsync("/spec");
        await polling.PostAsync("40/spec,");
        Assert.StartsWith("40/spec,", await polling.NextAsync(), StringComparison.Ordinal);
        var text = new string('x', bytes - "42/spec,1[\"echo\",\"\"]".Length);
        var packet = $"42/spec,1[\"echo\",\"{text}\"]";

        var (status, _) = await polling.PostAsync(packet);
        await socket.SendAsync(packet);

        Assert.Equal(fits ? 200 : 413, status);
        if (fits)
        {
            Assert.Equal($"43/spec,1[\"{text}\"]", await polling.NextAsync());
            Assert.Equal($"43/spec,1[\"{text}\"]", await socket.NextAsync());
            return;
        }

        await socket.EndedAsync();
        Assert.Equal(1009, socket.CloseCode);
        await polling.SendAsync("42/spec,1[\"echo\",1]");
        Assert.Equal("43/spec,1[1]", await polling.NextAsync());
    }

    private static string Fill(string start, char with) => start.PadRight(MaxBytes - 1, with);
}
