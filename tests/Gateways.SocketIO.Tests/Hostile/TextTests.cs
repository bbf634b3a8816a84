using System.Net;
using System.Text;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>Text that JavaScript knows and .NET does not: half of a surrogate pair as an escape, and bytes that are no UTF-8.</summary>
public sealed class TextTests : IAsyncLifetime
{
    private const string HalfPair = "\\ud800";

    private readonly HttpClient _http = new();
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options => options.ConnectionStateRecovery = new()));

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }

    [Theory]
    [InlineData("42/spec,[\"" + HalfPair + "x\"]")]
    [InlineData("42/spec,[\"con" + HalfPair + "nect\",1]")]
    [InlineData("42/spec,[\"connect_" + HalfPair + "\"]")]
    [InlineData("42/spec,[\"nobody\",{\"" + HalfPair + "\":1}]")]
    [InlineData("451-/spec,[\"nobody\",{\"" + HalfPair + "\":1}]", "b")]
    [InlineData("451-/spec,[\"nobody\",{\"num\":0,\"_placeholder" + HalfPair + "\":true}]", "b")]
    [InlineData("43/spec,1[\"" + HalfPair + "\"]")]
    public async Task HalfPair_InAnEvent_TheConnectionLives(params string[] packets)
    {
        await using var socket = await SocketClient.ConnectAsync(Host.Address);
        await using var polling = await PollingClient.ConnectAsync(Host.Address);
        foreach (EngineClient client in (EngineClient[])[socket, polling])
        {
            await client.SendAsync("40/spec,");
            await client.NextAsync();

            foreach (var packet in packets)
            {
                await (packet == "b" ? client.SendBytesAsync([1]) : client.SendAsync(packet));
            }

            await client.SendAsync("42/spec,1[\"echo\",5]");
            Assert.Equal("43/spec,1[5]", await client.NextAsync());
        }
    }

    [Theory]
    [InlineData("{\"" + HalfPair + "\":1}")]
    [InlineData("{\"pid\":\"" + HalfPair + "\",\"offset\":\"" + HalfPair + "\"}")]
    [InlineData("{\"pid\":\"p\",\"offset\":\"o\",\"x\":\"\\udc00\"}")]
    [InlineData("{\"token\":\"" + HalfPair + "\"}")]
    public async Task HalfPair_InTheAuthPayload_BecomesTheReplacementCharacter(string auth)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync($"40/spec,{auth}");

        Assert.StartsWith("40/spec,{\"sid\":", await client.NextAsync(), StringComparison.Ordinal);
        var server = await Host.Probe.NextConnectedAsync();
        Assert.Equal(auth.Contains("token", StringComparison.Ordinal) ? "\ufffd" : null, server.Handshake.GetValue("token"));
    }

    [Fact]
    public async Task NoUtf8_InABody_IsMendedBeforeAnybodyGetsIt()
    {
        await using var client = await PollingClient.ConnectAsync(Host.Address);
        await client.SendAsync("40/spec,");
        await client.NextAsync();

        byte[] body = [.. "42/spec,1[\"echo\",\"a"u8, 0xFF, 0xC3, .. "b\"]"u8];
        using var content = new ByteArrayContent(body);
        using var response = await _http.PostAsync(client.Uri, content).Soon();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("43/spec,1[\"a\ufffd\ufffdb\"]", await client.NextAsync());
    }

    [Fact]
    public async Task NoUtf8_InTheMiddleOfAPacket_IsNotMoreThanThat()
    {
        await using var client = await PollingClient.ConnectAsync(Host.Address);
        using var content = new ByteArrayContent([0xFF, .. Encoding.ASCII.GetBytes("\u001e40/spec,")]);

        using var response = await _http.PostAsync(client.Uri, content).Soon();
        await client.EndedAsync();

        // Its first packet is none: the session ends, as for any other such body.
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
