using System.Globalization;
using System.Net;
using System.Text;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>
/// What only a bare socket can do, along the published vulnerabilities of Node's servers. After each a client that was there before is served as ever, and nobody has crashed.
/// </summary>
public sealed class RawConnectionTests : IAsyncLifetime
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";
    private const string WebSocket = "/socket.io/?EIO=4&transport=websocket";

    private readonly HttpClient _http = new();
    private SpecificationHost? _host;
    private SocketClient? _healthy;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options =>
        {
            options.MaxHttpBufferSize = 100_000;
            options.MaxFragments = 100;
        }));
        _healthy = await SocketClient.ConnectAsync(Host.Address);
        await _healthy.SendAsync("40/spec,");
        await _healthy.NextAsync();
    }

    public async Task DisposeAsync()
    {
        try
        {
            await _healthy!.SendAsync("42/spec,1[\"echo\",\"still here\"]");
            Assert.Equal("43/spec,1[\"still here\"]", await _healthy.NextAsync());
            Assert.DoesNotContain(Host.Log.Lines, static line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
        }
        finally
        {
            await _healthy!.DisposeAsync();
            await Host.DisposeAsync();
            _http.Dispose();
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(1)]
    public async Task ReservedBit_RightBehindTheHandshake_ClosesAsAProtocolError(int rsv)
    {
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync(Encoding.ASCII.GetBytes(RawWebSocket.Handshake(WebSocket)), RawWebSocket.Frame(RawFrame.TextFrame, "40"u8, rsv: rsv));

        Assert.StartsWith("HTTP/1.1 101 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(1002, (await raw.ReadCloseAsync()).CloseCode);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    public async Task ReservedBit_RightBehindTheHandshakeOfAnUpgrade_ClosesThatWebSocketOnly(int rsv)
    {
        var sid = await OpenAsync();
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync(Encoding.ASCII.GetBytes(RawWebSocket.Handshake($"{WebSocket}&sid={sid}")), RawWebSocket.Frame(RawFrame.TextFrame, "2probe"u8, rsv: rsv));

        Assert.StartsWith("HTTP/1.1 101 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        await raw.ReadCloseAsync();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(sid, "3"));
    }

    [Theory]
    [InlineData("masked", 1002)]
    [InlineData("opcode", 1002)]
    [InlineData("control", 1002)]
    [InlineData("continuation", 1002)]
    [InlineData("length", 1009)]
    public async Task Frame_Wrong_ClosesWithItsCode(string fault, int code)
    {
        await using var raw = await RawWebSocket.ConnectAsync(Host.Port, WebSocket);

        await raw.SendAsync(fault switch
        {
            "masked" => RawWebSocket.Frame(RawFrame.TextFrame, "40"u8, masked: false),
            "opcode" => RawWebSocket.Frame(3, "40"u8),
            "control" => RawWebSocket.Frame(RawFrame.Ping, new byte[126]),
            "continuation" => RawWebSocket.Frame(RawFrame.Continuation, "40"u8),
            _ => [0x81, 0xFF, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4],
        });

        Assert.Equal(code, (await raw.ReadCloseAsync()).CloseCode);
    }

    [Fact]
    public async Task Reset_WhileAnUpgradeIsRefused_HarmsNobody()
    {
        foreach (var query in (string[])["EIO=4&transport=constructor", "EIO=4&transport=__proto__", "EIO=4&transport=websocket&sid=nobody", "transport=websocket", "EIO=4&transport=websocket"])
        {
            for (var i = 0; i < 20; i++)
            {
                await using var raw = await RawWebSocket.OpenAsync(Host.Port);
                await raw.SendAsync(RawWebSocket.Handshake($"/socket.io/?{query}"));
                raw.Reset();
            }
        }
    }

    [Fact]
    public async Task Reset_InTheMiddleOfAnUpgrade_LeavesPollingAlive()
    {
        var sid = await OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            await using var raw = await RawWebSocket.OpenAsync(Host.Port);
            await raw.SendAsync(Encoding.ASCII.GetBytes(RawWebSocket.Handshake($"{WebSocket}&sid={sid}")), RawWebSocket.Text("2probe"));
            raw.Reset();
        }

        Assert.Equal(HttpStatusCode.OK, await PostAsync(sid, "3"));
    }

    [Fact]
    public async Task Fragments_OfOneByte_EndAtTheirLimit()
    {
        await using var raw = await RawWebSocket.ConnectAsync(Host.Port, WebSocket);
        await raw.SendAsync(RawWebSocket.Frame(RawFrame.TextFrame, "4"u8, isFinal: false));

        await raw.SendAsync([.. Enumerable.Repeat(RawWebSocket.Frame(RawFrame.Continuation, "x"u8, isFinal: false), 200)]);

        Assert.Equal(1008, (await raw.ReadCloseAsync()).CloseCode);
    }

    [Fact]
    public async Task Fragments_TogetherAboveTheLimit_AreTooBig()
    {
        await using var raw = await RawWebSocket.ConnectAsync(Host.Port, WebSocket);
        await raw.SendAsync(RawWebSocket.Frame(RawFrame.TextFrame, [(byte)'4', .. new byte[60_000]], isFinal: false));

        await raw.SendAsync(RawWebSocket.Frame(RawFrame.Continuation, new byte[40_000]));

        Assert.Equal(1009, (await raw.ReadCloseAsync()).CloseCode);
    }

    [Theory]
    [InlineData(100_000, null)]
    [InlineData(100_001, 1009)]
    public async Task Message_AtTheLimit_PassesAndBeyondDoesNot(int bytes, int? code)
    {
        await using var raw = await RawWebSocket.ConnectAsync(Host.Port, WebSocket);
        await raw.ReadFrameAsync();

        await raw.SendAsync(RawWebSocket.Text("3" + new string('x', bytes - 1)), RawWebSocket.Text("40/nope"));

        var frame = await raw.ReadFrameAsync();
        Assert.Equal(code, frame.Opcode == RawFrame.Close ? frame.CloseCode : null);
    }

    [Fact]
    public async Task Headers_ManyOrLong_AreRefusedByTheServer()
    {
        foreach (var headers in (string[])[string.Concat(Enumerable.Range(0, 2000).Select(static i => $"X-{i}: 1\r\n")), $"X: {new string('x', 100_000)}\r\n"])
        {
            await using var raw = await RawWebSocket.OpenAsync(Host.Port);
            await raw.SendAsync($"GET {WebSocket} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {RawWebSocket.Key}\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n");

            Assert.StartsWith("HTTP/1.1 431 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Post_ThatAnnouncesTooMuch_IsRefusedBeforeItCame()
    {
        var sid = await OpenAsync();
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync($"POST {Polling}&sid={sid} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n\r\n3");

        Assert.StartsWith("HTTP/1.1 413 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(sid, "3"));
    }

    [Fact]
    public async Task Post_ChunksWithoutEnd_AreRefusedAtTheLimitAndTheSessionSurvives()
    {
        var sid = await OpenAsync();
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync($"POST {Polling}&sid={sid} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        var chunk = string.Create(CultureInfo.InvariantCulture, $"{10_000:x}\r\n{new string('x', 10_000)}\r\n");
        for (var i = 0; i < 11; i++)
        {
            await raw.SendAsync(chunk);
        }

        Assert.StartsWith("HTTP/1.1 413 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(sid, "3"));
    }

    [Fact]
    public async Task Post_ThatNeverEnds_KeepsNobodyElseWaitingAndEndsTheSessionWhenItBreaks()
    {
        var client = await OpenClientAsync();
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync($"POST {Polling}&sid={client} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n");

        // The server says so when it reads the body: a reset may overtake what was sent before it.
        Assert.StartsWith("HTTP/1.1 100 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        await raw.SendAsync("42/spec");
        await _healthy!.SendAsync("42/spec,7[\"echo\",7]");
        Assert.Equal("43/spec,7[7]", await _healthy.NextAsync());

        raw.Reset();

        var departure = await Host.Probe.NextDepartureAsync();
        Assert.Equal((CloseReason.ConnectionLost, "transport error"), (departure.Context.Reason, departure.Context.Description));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(client, "3"));
    }

    [Fact]
    public async Task Post_WhileAnotherIsUnderWay_CutsThatOneAndEndsTheSession()
    {
        var client = await OpenClientAsync();
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync($"POST {Polling}&sid={client} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n42/spec");
        HttpStatusCode status;
        while ((status = await PostAsync(client, "3")) == HttpStatusCode.OK)
        {
            // The first has not arrived yet.
        }

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("transport error", (await Host.Probe.NextDepartureAsync()).Context.Description);
        Assert.False(await raw.EndsInOrderAsync() && (await raw.ReadHeadAsync()).Contains("200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Polls_ThatAreResetOneAfterAnother_EndTheirSessionsAndNoOther()
    {
        for (var i = 0; i < 20; i++)
        {
            var client = await OpenClientAsync();
            await using var raw = await RawWebSocket.OpenAsync(Host.Port);
            await raw.SendAsync($"GET {Polling}&sid={client} HTTP/1.1\r\nHost: localhost\r\n\r\n");
            raw.Reset();
            while (await PostAsync(client, "3") == HttpStatusCode.OK)
            {
                // It dies as soon as the server sees the reset; where the reset came before the request was read, the next poll that is broken off ends it.
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
                await Record.ExceptionAsync(() => _http.GetAsync(new Uri(Host.Address, $"{Polling}&sid={client}"), patience.Token));
            }

            Assert.Equal("transport error", (await Host.Probe.NextDepartureAsync()).Context.Description);
        }
    }

    private async Task<string> OpenAsync() => (await _http.GetStringAsync(new Uri(Host.Address, Polling)).Soon()).Split('"')[3];

    /// <summary>A session whose client is in the namespace.</summary>
    private async Task<string> OpenClientAsync()
    {
        var sid = await OpenAsync();
        await PostAsync(sid, "40/spec,");
        Assert.StartsWith("40/spec,{", await _http.GetStringAsync(new Uri(Host.Address, $"{Polling}&sid={sid}")).Soon(), StringComparison.Ordinal);
        return sid;
    }

    private async Task<HttpStatusCode> PostAsync(string sid, string body)
    {
        using var response = await _http.PostAsync(new Uri(Host.Address, $"{Polling}&sid={sid}"), new StringContent(body)).Soon();
        return response.StatusCode;
    }
}
