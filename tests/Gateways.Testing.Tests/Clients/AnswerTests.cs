using System.Text.Json;
using Gateways.Testing.Tests.Gateways;

namespace Gateways.Testing.Tests.Clients;

public sealed class AnswerTests : IAsyncLifetime
{
    private Cafe _cafe = null!;

    public static TheoryData<GatewayTransports> Transports => Cafe.Transports;

    public static TheoryData<GatewayTransports> TransportsWithErrors => Cafe.TransportsWithErrors;

    public async Task InitializeAsync() => _cafe = await Cafe.OpenAsync();

    public async Task DisposeAsync() => await _cafe.DisposeAsync();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task OnEvent_ServerAsks_HearsTheAnswer(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        client.OnEvent("next", (int n) => n + 1);
        client.OnEvent("seat", async (string table) =>
        {
            await client.EmitWithAckAsync("echo", table);
            return new Seat(table, 4);
        });
        client.OnEvent("kind", body => body.ValueKind.ToString());
        client.OnEvent("later", async body => await client.EmitWithAckAsync<JsonElement>("echo", body));

        Assert.Equal(8, await guest.EmitWithAckAsync<int>("next", 7));
        Assert.Equal(new Seat("t1", 4), await guest.EmitWithAckAsync<Seat>("seat", "t1"));
        Assert.Equal(nameof(JsonValueKind.Undefined), await guest.EmitWithAckAsync<string>("kind"));
        Assert.Equal(new[] { 1, 2 }, await guest.EmitWithAckAsync<int[]>("later", new[] { 1, 2 }));
    }

    [Theory]
    [MemberData(nameof(TransportsWithErrors))]
    public async Task OnEvent_AnswerThrows_ServerHearsItsText(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        client.OnEvent("next", int (int _) => throw new InvalidOperationException("out of \"numbers\""));

        var error = await Assert.ThrowsAsync<ClientAckException>(async () => await guest.EmitWithAckAsync<int>("next", 7));

        Assert.Contains("numbers", error.Error, StringComparison.Ordinal);
        Assert.True(client.IsConnected);
    }

    [Theory]
    [MemberData(nameof(TransportsWithErrors))]
    public async Task OnEvent_BodyOfAnotherType_ServerHearsAnError(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        client.OnEvent("next", (int n) => n + 1);

        var error = await Assert.ThrowsAsync<ClientAckException>(async () => await guest.EmitWithAckAsync<int>("next", "seven"));

        Assert.Contains("is no System.Int32", error.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnEvent_AnswerThrowsOverSocketIO_IsNoAnswer()
    {
        var (client, guest) = await _cafe.WelcomeAsync(GatewayTransports.SocketIO);
        client.OnEvent("next", int (int _) => throw new InvalidOperationException("out of numbers"));

        await Assert.ThrowsAsync<TimeoutException>(async () => await guest.EmitWithAckAsync<int>("next", 7, timeout: TimeSpan.FromMilliseconds(50)));

        Assert.True(client.IsConnected);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task OnEvent_Twice_TheLastAnswers(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        client.OnEvent("next", (int n) => n + 1);
        client.OnEvent("next", (int n) => n + 2);

        Assert.Equal(9, await guest.EmitWithAckAsync<int>("next", 7));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task OnEvent_EventThatWantsNoAnswer_IsReceived(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        client.OnEvent("next", (int n) => n + 1);

        await guest.EmitAsync("next", 7);

        Assert.Equal(7, await client.ReceiveAsync<int>("next"));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Receive_ServerAsksAndNobodyAnswers_SeesTheEvent(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);

        var asked = guest.EmitWithAckAsync<int>("next", 7, transport == GatewayTransports.SignalR ? TimeSpan.FromSeconds(15) : TimeSpan.FromMilliseconds(200)).AsTask();

        Assert.Equal(7, await client.ReceiveAsync<int>("next"));
        var error = await Assert.ThrowsAnyAsync<Exception>(() => asked);
        Assert.IsType(transport == GatewayTransports.SignalR ? typeof(ClientAckException) : typeof(TimeoutException), error);
    }
}
