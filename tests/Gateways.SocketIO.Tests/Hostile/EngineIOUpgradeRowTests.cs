using System.Text;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>WebSockets for a session, and those that are none: what each frame leads to, and what becomes of polls.</summary>
public sealed class EngineIOUpgradeRowTests : EngineIORows
{
    [Theory]
    [InlineData("transport=websocket", "Unsupported protocol version")]
    [InlineData("EIO=4", "Transport unknown")]
    [InlineData("EIO=4&transport=constructor", "Transport unknown")]
    [InlineData("EIO=4&transport=websocket&sid=nobody", "Session ID unknown")]
    [InlineData("EIO=4&transport=polling", "Bad request")]
    public async Task WebSocket_Refused_IsPlainTextBeforeTheSwitch(string query, string text)
    {
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /socket.io/?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));

        using var reader = new StreamReader(raw.Stream);
        var answer = await reader.ReadToEndAsync().Soon();

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + text, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebSocket_MessageAboveTheLimit_IsClosedAs1009()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync("4" + new string('x', 1000));

        await client.EndedAsync();
        Assert.Equal(1009, client.CloseCode);
    }

    [Fact]
    public async Task Upgrade_WhatWaitsAndWhatComes_KeepsItsOrder()
    {
        var sid = await OpenAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());
        await PostAsync(sid, "40/spec,");
        await socket.SendAsync("5");

        Assert.StartsWith("40/spec,{", await socket.NextAsync(), StringComparison.Ordinal);
        await socket.SendAsync("42/spec,1[\"echo\",1]");
        Assert.Equal("43/spec,1[1]", await socket.NextAsync());
        Assert.Equal((400, """{"code":3,"message":"Bad request"}"""), await GetAsync(sid));
        Assert.Equal(400, (await PostAsync(sid, "3")).Status);
    }

    [Fact]
    public async Task Upgrade_PollSentRightAfterIt_IsJudgedAfterIt()
    {
        var overtaken = 0;
        for (var i = 0; i < 20; i++)
        {
            var sid = await OpenAsync();
            await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
            await socket.SendAsync("2probe");
            await socket.SendAsync("5");

            // On a machine that has stopped for 100 ms the upgrade comes too late for the poll: that one does not count.
            var answer = await GetAsync(sid);
            if (answer == (200, "6") && ++overtaken <= 20)
            {
                i--;
                continue;
            }

            Assert.Equal(400, answer.Status);
        }
    }

    [Theory]
    [InlineData("2prob")]
    [InlineData("6")]
    [InlineData("42[\"a\"]")]
    [InlineData("")]
    public async Task Upgrade_WrongFirstPacket_ClosesTheWebSocketOnly(string packet)
    {
        var sid = await OpenAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);

        await socket.SendAsync(packet);

        await socket.EndedAsync();

        // A close without a code, which .NET calls a normal one.
        Assert.Equal(1000, socket.CloseCode);
        Assert.Equal((200, "ok"), await PostAsync(sid, "3"));
    }

    [Fact]
    public async Task Upgrade_ASecondWebSocket_IsClosedAndNothingElseHappens()
    {
        var sid = await OpenAsync();
        await using var first = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await first.SendAsync("2probe");
        Assert.Equal("3probe", await first.NextAsync());

        await using var second = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await second.EndedAsync();
        await first.SendAsync("5");
        await first.SendAsync("40/nope");
        Assert.Equal("44/nope,{\"message\":\"Invalid namespace\"}", await first.NextAsync());

        await using var third = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await third.EndedAsync();
        await first.SendAsync("40/nope");
        Assert.Equal("44/nope,{\"message\":\"Invalid namespace\"}", await first.NextAsync());
    }

    [Theory]
    [InlineData("2probe", "2probe", "5")]
    [InlineData("5")]
    public async Task Upgrade_ProbedTwiceOrNotAtAll_HappensAllTheSame(params string[] packets)
    {
        var sid = await OpenAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);

        foreach (var packet in packets)
        {
            await socket.SendAsync(packet);
            if (packet == "2probe")
            {
                Assert.Equal("3probe", await socket.NextAsync());
            }
        }

        await socket.SendAsync("40/nope");
        Assert.Equal("44/nope,{\"message\":\"Invalid namespace\"}", await socket.NextAsync());
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Fact]
    public async Task Upgrade_TheSessionEndsMeanwhile_TheWebSocketEndsWithIt()
    {
        var sid = await OpenAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());

        await PostAsync(sid, "7x");

        await socket.EndedAsync();
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Fact]
    public async Task Base64_AskedForOnAWebSocket_IsKept()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address, "b64=1");
        await client.SendAsync("40/spec,");
        await client.NextAsync();

        var connected = await Host.Probe.NextConnectedAsync();
        await connected.EmitAsync("bytes", new byte[] { 1, 2, 3 });

        Assert.Equal("451-/spec,[\"bytes\",{\"_placeholder\":true,\"num\":0}]", (await client.NextAsync()));
        Assert.Equal("bAQID", await client.NextAsync());
    }
}
