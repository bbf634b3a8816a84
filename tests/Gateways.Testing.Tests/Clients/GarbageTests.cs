using System.Net.WebSockets;
using System.Text;
using Gateways.Testing.Tests.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateways.Testing.Tests.Clients;

/// <summary>Servers that do not keep to the protocol: an endpoint that says what the test wants.</summary>
public sealed class GarbageTests
{
    private const string Rs = "\u001e";

    [Theory]
    [InlineData("<html>", "(not a message) <html>")]
    [InlineData("", "(not a message)")]
    [InlineData("[1,2", "(not a message) [1,2")]
    [InlineData("{\"event\":5}", "(a value without an event) {\"event\":5}")]
    [InlineData("null", "(a value without an event) null")]
    [InlineData("{\"id\":77,\"data\":1}", "(not a message) an ack nobody waits for: {\"id\":77,\"data\":1}")]
    [InlineData("{\"id\":\"x\",\"data\":1}", "(a value without an event) {\"id\":\"x\",\"data\":1}")]
    public async Task WebSocket_Nonsense_IsListedAndHarmsNothing(string nonsense, string listed)
    {
        await using var cafe = await OpenAsync(async socket =>
        {
            await SendAsync(socket, nonsense);
            await SendAsync(socket, """{"event":"sat","data":"t1","more":{}}""");
            await ReadUntilCloseAsync(socket);
        });
        var client = await cafe.ConnectAsync(GatewayTransports.WebSocket, "/garbage");
        Assert.Equal("t1", await client.ReceiveAsync<string>("sat"));
        client.Timeout = TimeSpan.FromMilliseconds(50);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => client.ReceiveAsync("more"));

        Assert.Contains($"\n  {listed}\n  sat \"t1\" (received)", error.Message, StringComparison.Ordinal);
        Assert.True(client.IsConnected);
    }

    [Fact]
    public async Task WebSocket_AckThatIsNoAck_TimesOutAndIsListed()
    {
        await using var cafe = await OpenAsync(static async socket =>
        {
            await SendAsync(socket, "ok");
            await ReadUntilCloseAsync(socket);
        });
        var client = await cafe.ConnectAsync(GatewayTransports.WebSocket, "/garbage");
        client.Timeout = TimeSpan.FromSeconds(2);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => client.EmitWithAckAsync("echo", 1));

        Assert.Contains("(not a message) ok", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebSocket_HalfAMessageThenGone_EndsWithTheError()
    {
        await using var cafe = await OpenAsync(static async socket =>
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes("""{"event":"""), WebSocketMessageType.Text, endOfMessage: false, default);
            socket.Abort();
        });
        var client = await cafe.ConnectAsync(GatewayTransports.WebSocket, "/garbage");

        var error = await Assert.ThrowsAsync<GatewayTestDisconnectedException>(() => client.ReceiveAsync("sat"));

        Assert.NotNull(error.Disconnect.Error);
        Assert.Contains("The connection has ended: the link broke", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignalR_Nonsense_EndsTheConnectionAsTheRealClientDoes()
    {
        await using var cafe = await OpenAsync(static async socket =>
        {
            await ReadAsync(socket);
            await SendAsync(socket, "{}" + Rs + """{"type":1,"target":"sat","arguments":["t1"]}""" + Rs + "<html>" + Rs);
            await ReadUntilCloseAsync(socket);
        });
        var client = await cafe.ConnectAsync(GatewayTransports.SignalR, "/garbage");

        Assert.Equal("t1", await client.ReceiveAsync<string>("sat"));
        var end = await client.Disconnected;

        Assert.IsType<InvalidDataException>(end.Error);
        Assert.Contains("The connection has ended: ", (await Assert.ThrowsAsync<GatewayTestDisconnectedException>(() => client.ReceiveAsync("sat"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignalR_NoHandshake_FailsToConnect()
    {
        await using var cafe = await OpenAsync(static async socket =>
        {
            await ReadAsync(socket);
            await SendAsync(socket, "hello" + Rs);
            await ReadUntilCloseAsync(socket);
        });

        var error = await Assert.ThrowsAsync<GatewayTestConnectException>(() => cafe.Host.ConnectAsync(GatewayTransports.SignalR, "/garbage"));

        Assert.Null(error.StatusCode);
        Assert.NotNull(error.InnerException);
    }

    private static Task<Cafe> OpenAsync(Func<WebSocket, Task> serve) => Cafe.OpenAsync(new GatewayTestHostOptions
    {
        App = app =>
        {
            app.UseWebSockets();
            app.MapPost("/garbage/negotiate", static () => Results.Text(
                """{"negotiateVersion":1,"connectionId":"c","connectionToken":"t","availableTransports":[{"transport":"WebSockets","transferFormats":["Text"]}]}"""));
            app.Map("/garbage", async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await serve(socket);
            });
        },
    });

    private static Task SendAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, default);

    private static Task<WebSocketReceiveResult> ReadAsync(WebSocket socket) => socket.ReceiveAsync(new byte[4096], default);

    private static async Task ReadUntilCloseAsync(WebSocket socket)
    {
        while ((await ReadAsync(socket)).MessageType != WebSocketMessageType.Close)
        {
            // Whatever the client says, it gets no answer.
        }
    }
}
