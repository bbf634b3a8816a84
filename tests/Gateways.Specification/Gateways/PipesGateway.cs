using Gateways.Specification.Gateways.Stages;

namespace Gateways.Specification.Gateways;

/// <summary>Pipes on every kind of parameter.</summary>
[WebSocketGateway("/pipes")]
public sealed partial class PipesGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("body")]
    public int Body([MessageBody, UsePipes<ParseIntPipe>] int number) => number + 1;

    [SubscribeMessage("property")]
    public int Property([MessageBody("n"), UsePipes<ParseIntPipe>] int number, [MessageBody("m"), UsePipes<ParseIntPipe>] int other = 10) => number + other;

    [SubscribeMessage("argument")]
    public int Argument([MessageBody, UsePipes<ParseIntPipe>] int first, [MessageBody, UsePipes<ParseIntPipe>] int second) => first - second;

    [SubscribeMessage("person")]
    public Person Person([MessageBody, UsePipes<ParseIntPipe>, UsePipes<FindPersonPipe>] Person person) => person;

    [SubscribeMessage("trim")]
    [UsePipes<TrimPipe>]
    public string Trim([MessageBody("text")] string text, [MessageBody("number")] int number) => $"<{text}{number}>";
}
