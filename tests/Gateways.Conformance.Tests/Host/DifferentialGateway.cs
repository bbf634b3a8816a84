namespace Gateways.Conformance.Host;

/// <summary>The same handlers as the reference server of the differential scenarios, in the same words.</summary>
[WebSocketGateway("/diff", Transports = GatewayTransports.SocketIO)]
public sealed partial class DifferentialGateway(IGatewayServer<DifferentialGateway> server) : IOnGatewayDisconnect
{
    private const string Watchers = "watchers";

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context) => server.To(Watchers).EmitAsync("left", context.Description ?? "");

    [SubscribeMessage("echo")]
    public MessageArguments Echo([MessageBody] MessageArguments arguments) => arguments;

    [SubscribeMessage("say")]
    public ValueTask Say([MessageBody] MessageArguments arguments, IGatewayClient client) => client.EmitAsync("said", arguments);

    [SubscribeMessage("text")]
    public string Text([MessageBody] string text) => text;

    [SubscribeMessage("number")]
    public double Number([MessageBody] double number) => number;

    /// <summary>Answers after so many milliseconds.</summary>
    [SubscribeMessage("late")]
    public async Task<int> Late([MessageBody] int milliseconds, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, cancellationToken);
        return milliseconds;
    }

    /// <summary>Asks the client, and tells it what it has answered.</summary>
    [SubscribeMessage("ask", MaxConcurrency = 10)]
    public async Task Ask([MessageBody] int question, IGatewayClient client, IAck ack, CancellationToken cancellationToken) =>
        await client.EmitAsync("answered", await client.EmitWithAckAsync<int>("question", question, cancellationToken: cancellationToken), cancellationToken);

    [SubscribeMessage("bytes")]
    public ValueTask Bytes(IGatewayClient client) => client.EmitAsync("bytes", new Bundle([1, 2, 3], [new Leaf([4]), new Leaf([])]));

    [SubscribeMessage("several")]
    public async Task Several(IGatewayClient client, CancellationToken cancellationToken)
    {
        await client.EmitAsync("pair", 1, "b", cancellationToken);
        await client.EmitAsync("triple", 1, new[] { 2 }, (string?)null, cancellationToken);
        await client.EmitAsync("answered", await client.EmitWithAckAsync<int>("sum", 40, 2, cancellationToken: cancellationToken), cancellationToken);
    }

    [SubscribeMessage("join")]
    public ValueTask Join([MessageBody] string room, IGatewayClient client) => client.JoinAsync(room);

    [SubscribeMessage("tell")]
    public ValueTask Tell([MessageBody] string to, IGatewayClient client) => server.To(to).EmitAsync("told", to == client.Id);

    [SubscribeMessage("tellOthers")]
    public ValueTask TellOthers([MessageBody] string but) => server.Except(but).EmitAsync("told", but);

    [SubscribeMessage("kickRoom")]
    public ValueTask KickRoom([MessageBody] string room) => server.To(room).CloseConnectionsAsync();

    [SubscribeMessage("watch")]
    public ValueTask Watch(IGatewayClient client) => client.JoinAsync(Watchers);

    [SubscribeMessage("kick")]
    public ValueTask Kick(IGatewayClient client) => client.DisconnectAsync();

    [SubscribeMessage("kickAll")]
    public ValueTask KickAll(IGatewayClient client) => client.CloseConnectionAsync();
}
