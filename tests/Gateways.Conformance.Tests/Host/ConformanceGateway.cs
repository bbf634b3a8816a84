using System.Text.Json;

namespace Gateways.Conformance.Host;

/// <summary>One handler for each thing the scenarios want to see on the wire.</summary>
[WebSocketGateway<IConformanceEvents>("/conformance")]
public sealed partial class ConformanceGateway(IGatewayServer<ConformanceGateway, IConformanceEvents> server, IHostApplicationLifetime lifetime)
    : IOnGatewayConnection, IOnGatewayDisconnect
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken)
    {
        if (client.Handshake.GetValue("refuse") is { } reason)
        {
            throw new WsException(reason);
        }

        client.Data.Set(new List<int>());
        return ValueTask.CompletedTask;
    }

    public async ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context)
    {
        foreach (var room in context.Rooms)
        {
            await server.To(room).Emit.Left(new(client.Id, context.Reason.Name));
        }
    }

    [SubscribeMessage("echo")]
    public JsonElement Echo([MessageBody] JsonElement body) => body;

    [SubscribeMessage("void")]
    public void Void()
    {
    }

    [SubscribeMessage("reply")]
    public WsResponse<JsonElement> Reply([MessageBody] JsonElement body) => new("replied", body);

    [SubscribeMessage("fail")]
    public void Fail([MessageBody] string text) => throw new WsException(text);

    [SubscribeMessage("failObject")]
    public void FailObject() => throw new WsException(new Failure(42, "because"), "because");

    [SubscribeMessage("crash")]
    public void Crash() => throw new InvalidOperationException("the secret text");

    [SubscribeMessage("person")]
    public string Greet([MessageBody] Person person) => $"{person.Name} is {person.Age}";

    [SubscribeMessage("many")]
    public object[] Many([MessageBody] string first, [MessageBody] int second, [MessageBody] bool third = true) => [first, second, third];

    [SubscribeMessage("case")]
    public string LowerCase() => "lower";

    [SubscribeMessage("CASE")]
    public string UpperCase() => "upper";

    [SubscribeMessage("whoami")]
    public WhoAmI Identify(IGatewayClient client) => new(
        client.Id,
        client.ConnectionId,
        client.Transport.ToString(),
        client.Namespace,
        client.Handshake.GetValue("userId"),
        client.Handshake.Token,
        client.Rooms);

    [SubscribeMessage("append")]
    public void Append([MessageBody] int number, IGatewayClient client) => client.Data.Get<List<int>>()!.Add(number);

    [SubscribeMessage("appended")]
    public IReadOnlyList<int> Appended(IGatewayClient client) => client.Data.Get<List<int>>()!;

    [SubscribeMessage("kick")]
    public ValueTask Kick(IGatewayClient client) => client.DisconnectAsync();

    /// <summary>Under way until the server stops: tells the client that it has begun, and answers while the server is closing.</summary>
    [SubscribeMessage("untilShutdown")]
    public async Task<string> AnswerAtShutdown(IGatewayClient client)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        await client.EmitAsync("begun");
        await stopping.Task;
        return "finished";
    }
}
