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

        await RawHub.SendAsync(raw, record);

        Assert.StartsWith("{\"type\":7", await RawHub.ReadAsync(raw), StringComparison.Ordinal);
        Assert.StartsWith("close ", await RawHub.ReadAsync(raw), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"protocol":"messagepack","version":1}""")]
    [InlineData("""{"protocol":"json","version":99}""")]
    [InlineData("""{"protocol":"nonsense","version":1}""")]
    public async Task Handshake_OtherProtocol_IsRefused(string handshake)
    {
        await using var raw = await RawWebSocket.ConnectAsync(host.Port, "/spec/signalr");

        await RawHub.SendAsync(raw, handshake);

        Assert.Contains("\"error\":", await RawHub.ReadAsync(raw), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_RecordInManyFrames_IsPutTogether()
    {
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");
        var data = new string('ö', 30_000);
        var bytes = System.Text.Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"1","target":"echo","arguments":["{{data}}"]}""" + RawHub.Separator);

        foreach (var part in bytes.Chunk(997))
        {
            await raw.SendAsync(RawWebSocket.Frame(RawFrame.TextFrame, part));
        }

        Assert.Equal($$"""{"type":3,"invocationId":"1","result":"{{data}}"}""", await RawHub.ReadAsync(raw));
    }

    [Fact]
    public async Task Receive_ManyRecordsInOneFrame_AreAnsweredInOrder()
    {
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");
        var records = Enumerable.Range(0, 100).Select(static i => $$"""{"arguments":[{{i}}],"target":"ech\u006f","invocationId":"{{i}}","type":1}""" + RawHub.Separator);

        await raw.SendAsync(RawWebSocket.Text(string.Concat(records)));

        var answers = new List<string>();
        while (answers.Count < 100)
        {
            answers.AddRange((await RawHub.ReadAsync(raw)).Split('\u001e'));
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $$"""{"type":3,"invocationId":"{{i}}","result":{{i}}}"""), answers);
    }

    [Theory]
    [InlineData("""{"type":4,"invocationId":"1","target":"echo","arguments":[]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"echo","arguments":[],"streamIds":["2"]}""")]
    public async Task Receive_Stream_IsRefusedAndTheConnectionLives(string record)
    {
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");

        await RawHub.SendAsync(raw, record);

        Assert.StartsWith("""{"type":3,"invocationId":"1","error":""", await RawHub.ReadAsync(raw), StringComparison.Ordinal);
        await RawHub.SendAsync(raw, """{"type":1,"invocationId":"2","target":"echo","arguments":[2]}""");
        Assert.Equal("""{"type":3,"invocationId":"2","result":2}""", await RawHub.ReadAsync(raw));
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

        await RawHub.SendAsync(raw, record);
        await RawHub.SendAsync(raw, """{"type":1,"invocationId":"2","target":"echo","arguments":[2]}""");

        Assert.Equal("""{"type":3,"invocationId":"2","result":2}""", await RawHub.ReadAsync(raw));
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
        await RawHub.SendAsync(raw, """{"type":1,"invocationId":"1","target":"nothing","arguments":[]}""");
        await RawHub.ReadAsync(raw);

        await host.Server.DisconnectAsync(new CloseReason("x", 4000, "bye", true));

        Assert.Equal("""{"type":7,"error":"bye","allowReconnect":true}""", await RawHub.ReadAsync(raw));
        Assert.StartsWith("close ", await RawHub.ReadAsync(raw), StringComparison.Ordinal);
    }
}
