using System.Text.Json;

namespace Gateways.Testing.Tests.Gateways;

/// <summary>The gateway the clients are tried on.</summary>
[WebSocketGateway("/cafe")]
public sealed partial class CafeGateway(Door door, TimeProvider time) : IOnGatewayConnection, IOnGatewayDisconnect
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => door.OpenAsync(client, cancellationToken);

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context)
    {
        door.Leave(context.Reason);
        return default;
    }

    [SubscribeMessage("sit")]
    public async Task<Seat> Sit([MessageBody] string table, IGatewayClient client)
    {
        await client.JoinAsync(table);
        await client.To(table).EmitAsync("sat", table);
        return new Seat(table, client.Rooms.Count);
    }

    [SubscribeMessage("say")]
    public ValueTask Say([MessageBody("table")] string table, [MessageBody("text")] string text, IGatewayClient client) => client.To(table).EmitAsync("said", text);

    [SubscribeMessage("echo")]
    public JsonElement Echo([MessageBody] JsonElement body) => body;

    [SubscribeMessage("add")]
    public int Add([MessageBody] int first, [MessageBody] int second, [MessageBody] int third) => first + second + third;

    [SubscribeMessage("order")]
    public WsResponse<string> Order([MessageBody] string drink) => new("ordered", drink);

    [SubscribeMessage("steal")]
    public void Steal() => throw new WsException("Not for you");

    [SubscribeMessage("spill")]
    public void Spill() => throw new InvalidOperationException("the cup was full");

    [SubscribeMessage("clock")]
    public DateTimeOffset Clock() => time.GetUtcNow();

    [SubscribeMessage("fall asleep")]
    public Task FallAsleep(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
}
