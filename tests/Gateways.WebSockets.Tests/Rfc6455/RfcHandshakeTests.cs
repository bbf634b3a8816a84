using Gateways.Specification.Clients;

namespace Gateways.WebSockets.Tests.Rfc6455;

/// <summary>The opening handshake; RFC 6455, section 4.2.</summary>
public sealed class RfcHandshakeTests(RfcHost host) : IClassFixture<RfcHost>
{
    private static readonly string Good = RawWebSocket.Handshake("/spec");

    [Fact]
    public async Task Handshake_Good_HasTheAcceptValueOfTheRfc()
    {
        var head = await ShakeHandsAsync(Good);

        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Sec-WebSocket-Protocol", head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Upgrade: websocket", "upgrade: WebSocket")]
    [InlineData("Connection: Upgrade", "connection: keep-alive, upgrade")]
    [InlineData("Sec-WebSocket-Key", "sec-websocket-key")]
    [InlineData("Sec-WebSocket-Version", "SEC-WEBSOCKET-VERSION")]
    public async Task Handshake_OtherCaseOrMoreTokens_IsAccepted(string part, string other)
    {
        Assert.StartsWith("HTTP/1.1 101 ", await ShakeHandsAsync(Good.Replace(part, other, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sec-WebSocket-Key: abc\r\n")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n")]
    [InlineData("Sec-WebSocket-Key: ########################\r\n")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")]
    public async Task Handshake_BadKey_Is400(string key)
    {
        var head = await ShakeHandsAsync(Good.Replace($"Sec-WebSocket-Key: {RawWebSocket.Key}\r\n", key, StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 400 ", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-WebSocket-Version: 12\r\n")]
    [InlineData("Sec-WebSocket-Version: 8, 13\r\n")]
    [InlineData("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 8\r\n")]
    [InlineData("Sec-WebSocket-Version: x\r\n")]
    [InlineData("")]
    public async Task Handshake_BadVersion_Is426AndTellsTheRightOne(string version)
    {
        var head = await ShakeHandsAsync(Good.Replace("Sec-WebSocket-Version: 13\r\n", version, StringComparison.Ordinal));

        AssertUpgradeRequired(head);
    }

    [Theory]
    [InlineData("Upgrade: websocket\r\n", "Upgrade: foo\r\n")]
    [InlineData("Upgrade: websocket\r\n", "")]
    [InlineData("Connection: Upgrade\r\n", "")]
    [InlineData("GET", "POST")]
    [InlineData("GET", "HEAD")]
    public async Task Handshake_NoUpgrade_Is426(string part, string other)
    {
        AssertUpgradeRequired(await ShakeHandsAsync(Good.Replace(part, other, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("chat", "chat")]
    [InlineData("chat, superchat", "chat")]
    [InlineData(" b ,a", "b")]
    public async Task Handshake_Subprotocols_FirstIsChosen(string offered, string chosen)
    {
        var head = await ShakeHandsAsync(Good[..^2] + $"Sec-WebSocket-Protocol: {offered}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        Assert.Contains($"Sec-WebSocket-Protocol: {chosen}\r\n", head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("permessage-deflate")]
    [InlineData("permessage-deflate; client_max_window_bits")]
    [InlineData("permessage-deflate; unknown=1")]
    [InlineData("permessage-deflate; server_max_window_bits=20")]
    public async Task Handshake_Deflate_IsDeclined(string offered)
    {
        var head = await ShakeHandsAsync(Good[..^2] + $"Sec-WebSocket-Extensions: {offered}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Handshake_UnknownPath_Is404()
    {
        Assert.StartsWith("HTTP/1.1 404 ", await ShakeHandsAsync(RawWebSocket.Handshake("/nowhere")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_PathInAnotherCase_IsTheSameGateway()
    {
        Assert.StartsWith("HTTP/1.1 101 ", await ShakeHandsAsync(RawWebSocket.Handshake("/SPEC")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_TwoOrigins_Is403()
    {
        var head = await ShakeHandsAsync(Good[..^2] + "Origin: http://localhost\r\nOrigin: http://localhost\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403 ", head, StringComparison.Ordinal);
    }

    private static void AssertUpgradeRequired(string head)
    {
        Assert.StartsWith("HTTP/1.1 426 ", head, StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Version: 13\r\n", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Upgrade: websocket\r\n", head, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> ShakeHandsAsync(string request)
    {
        await using var raw = await RawWebSocket.OpenAsync(host.Port);
        await raw.SendAsync(request);
        return await raw.ReadHeadAsync();
    }
}
