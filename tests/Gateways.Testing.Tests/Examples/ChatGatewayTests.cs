using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Testing.Tests.Examples;

/// <summary>How a user tests a gateway.</summary>
public sealed class ChatGatewayTests : IAsyncLifetime
{
    private readonly FakeChatMessages _messages = new();
    private GatewayTestHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await GatewayTestHost.StartAsync<ChatGateway>(services => services.AddSingleton<IChatMessages>(_messages));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(GatewayTransports.WebSocket, GatewayTransports.SignalR)]
    [InlineData(GatewayTransports.SignalR, GatewayTransports.WebSocket)]
    public async Task SendMessage_ReachesTheRoomAndIsSaved(GatewayTransports sender, GatewayTransports listener)
    {
        var ada = await _host.ConnectAsync(sender, new GatewayTestClientOptions { Auth = new { name = "Ada" } });
        var bob = await _host.ConnectAsync(listener, new GatewayTestClientOptions { Auth = new { name = "Bob" } });
        Assert.Equal("lobby", await bob.EmitWithAckAsync<string>("joinRoom", new { roomId = "lobby" }));
        await ada.EmitWithAckAsync("joinRoom", new { roomId = "lobby" });
        Assert.Equal("Ada", await bob.ReceiveAsync<string>("userJoined"));

        await ada.EmitWithAckAsync("sendMessage", new ChatMessage("lobby", "hello"));

        Assert.Equal(new ChatMessage("lobby", "hello"), await bob.ReceiveAsync<ChatMessage>("messageReceived"));
        await ada.ExpectNothingAsync("messageReceived");
        Assert.Equal([new ChatMessage("lobby", "hello")], _messages.Saved);
    }

    [Fact]
    public async Task SendMessage_OutsideTheRoom_IsRefused()
    {
        var ada = await _host.ConnectAsync(GatewayTransports.WebSocket);

        var refusal = await Assert.ThrowsAsync<GatewayTestAckException>(() => ada.EmitWithAckAsync("sendMessage", new ChatMessage("lobby", "hello")));

        Assert.Equal("Join the room first", refusal.Text);
        Assert.Empty(_messages.Saved);
    }

    [Fact]
    public async Task SendMessage_WithoutText_IsNotValid()
    {
        var ada = await _host.ConnectAsync(GatewayTransports.SignalR);

        await ada.EmitAsync("sendMessage", new { roomId = "lobby" });

        var error = await ada.ReceiveExceptionAsync();
        Assert.Equal("Validation failed", error.Text);
        Assert.Equal(1, error.Payload.GetProperty("errors").GetArrayLength());
    }
}
