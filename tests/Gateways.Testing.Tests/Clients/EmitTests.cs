using System.Text.Json;
using Gateways.Testing.Tests.Gateways;

namespace Gateways.Testing.Tests.Clients;

public sealed class EmitTests : IAsyncLifetime
{
    private Cafe _cafe = null!;

    public static TheoryData<GatewayTransports> Transports => Cafe.Transports;

    /// <summary>Where an unknown event is told by a failed ack; over Socket.IO it is not answered, as in Node.</summary>
    public static TheoryData<GatewayTransports> TransportsWithErrors => Cafe.TransportsWithErrors;

    public async Task InitializeAsync() => _cafe = await Cafe.OpenAsync();

    public async Task DisposeAsync() => await _cafe.DisposeAsync();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EmitWithAck_Value_IsTheAck(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);

        Assert.Equal(new Seat("t1", 1), await client.EmitWithAckAsync<Seat>("sit", "t1"));
        Assert.Equal(6, await client.EmitWithAckAsync<int>("add", 1, 2, 3));
        Assert.Equal(transport, client.Transport);
        Assert.Equal("/cafe", client.Path);
        Assert.True(client.IsConnected);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EmitWithAck_BodiesOfAllKinds_ComeBack(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);

        Assert.Equal(["a", "b"], await client.EmitWithAckAsync<string[]>("echo", new[] { "a", "b" }));
        Assert.Equal("Validation failed", (await Assert.ThrowsAsync<GatewayTestAckException>(() => client.EmitWithAckAsync("echo", body: null))).Text);
        Assert.Equal("ö\u001e\"\n", await client.EmitWithAckAsync<string>("echo", "ö\u001e\"\n"));
        Assert.Equal(new Seat("t1", 7), await client.EmitWithAckAsync<Seat>("echo", JsonSerializer.SerializeToElement(new { table = "t1", number = 7 })));
        Assert.Equal(100_000, (await client.EmitWithAckAsync<string>("echo", new string('x', 100_000))).Length);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EmitWithAck_ManyAtOnce_EachGetsItsOwn(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => client.EmitWithAckAsync<int>("echo", i)));

        Assert.Equal(Enumerable.Range(0, 50), answers);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EmitWithAck_EmptyAck_IsNullAndNoNumber(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);
        var body = new { table = "t1", text = "hello" };

        await client.EmitWithAckAsync("say", body);
        Assert.Null(await client.EmitWithAckAsync<string?>("say", body));
        var error = await Assert.ThrowsAsync<JsonException>(() => client.EmitWithAckAsync<int>("say", body));

        Assert.Equal("The ack of 'say' carries nothing, where System.Int32 was expected.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EmitWithAck_OfAnotherType_ShowsWhatCame(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);

        var error = await Assert.ThrowsAsync<JsonException>(() => client.EmitWithAckAsync<int>("echo", "seven"));

        Assert.Equal("The ack of 'echo' is no System.Int32: \"seven\"", error.Message);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EmitWithAck_HandlerRefuses_ThrowsTextAndPayload(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);

        var error = await Assert.ThrowsAsync<GatewayTestAckException>(() => client.EmitWithAckAsync("steal"));
        var told = await client.ReceiveExceptionAsync();

        Assert.Equal("Not for you", error.Text);
        Assert.StartsWith("The ack of 'steal' is an error: Not for you", error.Message, StringComparison.Ordinal);
        Assert.Equal("Not for you", told.Text);
        Assert.Equal("error", told.Payload.GetProperty("status").GetString());
        if (transport == GatewayTransports.SignalR)
        {
            Assert.Null(error.Payload);
        }
        else
        {
            Assert.Equal("""{"status":"error","message":"Not for you"}""", error.Payload?.GetRawText());
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EmitWithAck_HandlerThrows_ShowsWhatTheServerLogged(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);

        var error = await Assert.ThrowsAsync<GatewayTestAckException>(() => client.EmitWithAckAsync("spill"));

        Assert.Equal("Internal server error", error.Text);
        Assert.Contains("\nThe server logged:\n  Error Gateways.Dispatch[4001] ", error.Message, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: the cup was full", error.Message, StringComparison.Ordinal);
        Assert.Contains(_cafe.Host.Logs, static line => line is { EventId.Id: 4001, Exception: InvalidOperationException });
    }

    [Theory]
    [MemberData(nameof(TransportsWithErrors))]
    public async Task EmitWithAck_UnknownEvent_IsAnError(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);

        var error = await Assert.ThrowsAsync<GatewayTestAckException>(() => client.EmitWithAckAsync("no such event", 1));

        Assert.Equal("Unknown event", error.Text);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EmitWithAck_NoAnswer_TimesOutAndListsWhatArrived(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        await guest.EmitAsync("sat", "t9");
        Assert.Equal("t9", await client.ReceiveAsync<string>("sat"));
        client.Timeout = TimeSpan.FromMilliseconds(200);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => client.EmitWithAckAsync("fall asleep"));

        Assert.Equal($"'fall asleep' was not answered within 0.2 s at the {transport} client of /cafe.\nArrived so far: 1:\n  sat \"t9\" (received)", error.Message);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EmitWithAck_ConnectionEndsMeanwhile_ThrowsAtOnceWithTheReason(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);

        var call = client.EmitWithAckAsync("fall asleep");
        await guest.DisconnectAsync(new CloseReason("kicked", 4001, "closing time", false));
        var error = await Assert.ThrowsAsync<GatewayTestDisconnectedException>(() => call);

        Assert.Equal(Cafe.ReasonAt(transport, "closing time"), error.Disconnect.Reason);
        Assert.Contains(error.Disconnect.Reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Emit_AfterTheEnd_SaysSo(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);
        await client.DisconnectAsync();

        var error = await Assert.ThrowsAsync<GatewayTestDisconnectedException>(() => client.EmitAsync("echo", 1));

        Assert.StartsWith($"'echo' was not sent at the {transport} client of /cafe.", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<GatewayTestDisconnectedException>(() => client.EmitWithAckAsync("echo", 1));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Emit_NoAckWanted_AnswersAsAnEvent(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);

        await client.EmitAsync("order", "tea");
        Assert.Equal("tea", await client.ReceiveAsync<string>("ordered"));
        await client.EmitAsync("steal");
        Assert.Equal("Not for you", (await client.ReceiveExceptionAsync()).Text);
    }

    [Fact]
    public async Task Emit_ReturnValueNobodyAskedFor_ArrivesWithoutAnEvent()
    {
        var client = await _cafe.ConnectAsync(GatewayTransports.WebSocket);

        await client.EmitAsync("sit", "t1");
        await client.EmitAsync("echo", new { id = 7, name = "x" });
        await client.EmitAsync("echo", new[] { 1 }, "b");

        Assert.Equal(new Seat("t1", 1), await client.ReceiveAsync<Seat>(""));
        Assert.Equal(7, (await client.ReceiveAsync("")).GetProperty("id").GetInt32());
        Assert.Equal("""[[1],"b"]""", (await client.ReceiveAsync("")).GetRawText());
    }
}
