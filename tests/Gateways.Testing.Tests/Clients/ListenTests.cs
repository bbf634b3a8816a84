using Gateways.Testing.Tests.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Testing.Tests.Clients;

/// <summary>The client that only listens.</summary>
public sealed class ListenTests : IAsyncLifetime
{
    private const GatewayTransports Sse = GatewayTransports.ServerSentEvents;
    private Cafe _cafe = null!;

    public async Task InitializeAsync() => _cafe = await Cafe.OpenAsync();

    public async Task DisposeAsync() => await _cafe.DisposeAsync();

    [Fact]
    public async Task Receive_WhatOthersSayInItsRoom_IsHeard()
    {
        var (listener, guest) = await _cafe.WelcomeAsync(Sse);
        var (speaker, _) = await _cafe.WelcomeAsync(GatewayTransports.WebSocket);
        await guest.JoinAsync("t1");

        await speaker.EmitWithAckAsync("say", new { Table = "t1", Text = "hi" });
        await _cafe.Server.To("t1").EmitAsync("pair", 1, "b");
        await _cafe.Server.To("t1").EmitAsync("two\nlines", 2);

        Assert.Equal("hi", await listener.ReceiveAsync<string>("said"));
        Assert.Equal((1, "b"), await listener.ReceiveAsync<int, string>("pair"));
        Assert.Equal(2, await listener.ReceiveAsync<int>("two\nlines"));
        await listener.ExpectNothingAsync("said");
    }

    [Fact]
    public async Task Emit_HasNoWay_AndTheClientListensOn()
    {
        var (listener, guest) = await _cafe.WelcomeAsync(Sse);

        await Assert.ThrowsAsync<NotSupportedException>(() => listener.EmitAsync("echo", 1));
        await Assert.ThrowsAsync<NotSupportedException>(() => listener.EmitWithAckAsync<int>("echo", 1));
        await guest.EmitAsync("heard", 1);

        Assert.Equal(1, await listener.ReceiveAsync<int>("heard"));
        Assert.Equal(Sse, listener.Transport);
    }

    [Fact]
    public async Task Disconnected_ServerCloses_HoldsWhatItSaid()
    {
        var (listener, guest) = await _cafe.WelcomeAsync(Sse);

        await guest.DisconnectAsync(new CloseReason("closing", 4010, "closing time", true));

        Assert.Equal(new GatewayTestDisconnect(Code: null, "closing time", true), await listener.Disconnected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leave_EitherWay_TheGatewayIsTold(bool isAborted)
    {
        var (listener, _) = await _cafe.WelcomeAsync(Sse);

        if (isAborted)
        {
            listener.Abort();
        }
        else
        {
            await listener.DisconnectAsync();
        }

        Assert.Equal(CloseReason.ConnectionLost, await _cafe.Door.NextDepartureAsync());
        Assert.Equal(isAborted, (await listener.Disconnected).Error is not null);
    }

    [Fact]
    public async Task Connect_Refused_HoldsStatusAndBody()
    {
        await using var closed = await Cafe.OpenAsync(configureServices: static services =>
            services.AddGateways(static options => options.UseConnection(static (_, _) => throw new WsException("closed"))));

        var error = await Assert.ThrowsAsync<GatewayTestConnectException>(() => closed.Host.ConnectAsync(Sse));

        Assert.Equal((403, """{"status":"error","message":"closed"}"""), (error.StatusCode, error.Body));
    }
}
