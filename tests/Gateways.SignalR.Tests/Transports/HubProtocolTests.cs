using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>The hub protocol by hand.</summary>
public sealed class HubProtocolTests(HubHost host) : IClassFixture<HubHost>
{
    public static TheoryData<string> Broken => [.. Garbage.Broken];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Receive_BrokenRecord_IsAnsweredWithAClose(string record)
    {
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");

        await raw.SendAsync(record);

        Assert.StartsWith("{\"type\":7", await raw.ReadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("close ", await raw.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"protocol":"messagepack","version":1}""")]
    [InlineData("""{"protocol":"json","version":99}""")]
    [InlineData("""{"protocol":"nonsense","version":1}""")]
    public async Task Handshake_OtherProtocol_IsRefused(string handshake)
    {
        await using var raw = await RawHub.OpenAsync(host.Port, "/spec");

        await raw.SendAsync(handshake);

        Assert.Contains("\"error\":", await raw.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_RecordInManyFrames_IsPutTogether()
    {
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");
        var data = new string('x', 60_000);
        var bytes = System.Text.Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"1","target":"echo","arguments":["{{data}}"]}""" + RawHub.Separator);

        foreach (var part in bytes.Chunk(997))
        {
            await raw.Socket.SendAsync(RawWebSocket.Frame(RawFrame.TextFrame, part));
        }

        Assert.Equal($$"""{"type":3,"invocationId":"1","result":"{{data}}"}""", await raw.ReadAsync());
    }

    [Fact]
    public async Task Receive_ManyRecordsInOneFrame_AreAnsweredInOrder()
    {
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");
        var records = Enumerable.Range(0, 100).Select(static i => $$"""{"arguments":[{{i}}],"target":"ech\u006f","invocationId":"{{i}}","type":1}""" + RawHub.Separator);

        await raw.Socket.SendAsync(RawWebSocket.Text(string.Concat(records)));

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($$"""{"type":3,"invocationId":"{{i}}","result":{{i}}}""", await raw.ReadAsync());
        }
    }

    [Theory]
    [InlineData("""{"type":4,"invocationId":"1","target":"echo","arguments":[1]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"echo","arguments":[1],"streamIds":["2"]}""")]
    public async Task Receive_Stream_IsRefusedAndTheConnectionLives(string record)
    {
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");

        await raw.SendAsync(record);

        Assert.StartsWith("""{"type":3,"invocationId":"1","error":""", await raw.ReadAsync(), StringComparison.Ordinal);
        await raw.SendAsync("""{"type":1,"invocationId":"2","target":"echo","arguments":[2]}""");
        Assert.Equal("""{"type":3,"invocationId":"2","result":2}""", await raw.ReadAsync());
    }

    [Theory]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":99}""")]
    [InlineData("""{"type":5,"invocationId":"1"}""")]
    [InlineData("""{"type":3,"invocationId":"made up","result":1}""")]
    [InlineData("""{"type":3,"invocationId":"1","error":"x"}""")]
    [InlineData("""{"type":1,"target":"gateway","arguments":[]}""")]
    public async Task Receive_RecordThatAsksForNothing_IsIgnored(string record)
    {
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");

        await raw.SendAsync(record);
        await raw.SendAsync("""{"type":1,"invocationId":"2","target":"echo","arguments":[2]}""");

        Assert.Equal("""{"type":3,"invocationId":"2","result":2}""", await raw.ReadAsync());
    }

    [Fact]
    public async Task StatefulReconnect_ClientAsksForIt_MessagesAndAnswersAreNumberedAndArrive()
    {
        await using var client = await HubClient.ConnectAsync(
            host.Address, new ClientRequest("/spec"), HttpTransportType.WebSockets, static builder => builder.WithStatefulReconnect());

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}", (await client.CallAsync("echo", $"{i}")).Value);
        }

        Assert.Equal("Unknown event", (await client.CallAsync("nothing")).Error);
    }

    [Fact]
    public async Task StatefulReconnect_SwitchedOff_IsNotOffered()
    {
        await using var other = await SpecificationHost.StartAsync(static builder => builder.AddSignalR(static options => options.StatefulReconnect = false));
        using var http = new HttpClient { BaseAddress = other.Address };

        var on = await PostAsync(new HttpClient { BaseAddress = host.Address });
        var off = await PostAsync(http);

        Assert.Contains("\"useStatefulReconnect\":true", on, StringComparison.Ordinal);
        Assert.DoesNotContain("\"useStatefulReconnect\":true", off, StringComparison.Ordinal);

        static async Task<string> PostAsync(HttpClient client)
        {
            using var response = await client.PostAsync(new Uri("/spec/negotiate?negotiateVersion=1&useStatefulReconnect=true", UriKind.Relative), null);
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task Close_ByTheServer_IsOneCloseRecordOnly()
    {
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");
        await raw.SendAsync("""{"type":1,"invocationId":"1","target":"nothing","arguments":[]}""");
        await raw.ReadAsync();

        await host.Server.DisconnectAsync(new CloseReason("x", 4000, "bye", true));

        Assert.Equal("""{"type":7,"error":"bye","allowReconnect":true}""", await raw.ReadAsync());
        Assert.StartsWith("close ", await raw.ReadAsync(), StringComparison.Ordinal);
    }
}
