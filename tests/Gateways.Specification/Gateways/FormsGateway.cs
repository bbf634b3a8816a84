namespace Gateways.Specification.Gateways;

/// <summary>A handler of every form.</summary>
[WebSocketGateway("/forms")]
public sealed partial class FormsGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("value")]
    public string Value() => "pong";

    [SubscribeMessage("number")]
    public int Number() => 0;

    [SubscribeMessage("false")]
    public bool False() => false;

    [SubscribeMessage("emptyText")]
    public string EmptyText() => "";

    [SubscribeMessage("array")]
    public int[] Array() => [1, 2];

    [SubscribeMessage("task")]
    public async Task<Person> TaskOfValue([MessageBody] Person person)
    {
        await Task.Yield();
        return person with { Age = person.Age + 1 };
    }

    [SubscribeMessage("valueTask")]
    public ValueTask<string> ValueTaskOfValue([MessageBody] string text) => new(text + "!");

    [SubscribeMessage("nothing")]
    public void Nothing() => probe.Note("nothing");

    [SubscribeMessage("taskOfNothing")]
    public async Task TaskOfNothing()
    {
        await Task.Yield();
        probe.Note("taskOfNothing");
    }

    [SubscribeMessage("null")]
    public string? Null() => null;

    [SubscribeMessage("event")]
    public WsResponse<Person> Event() => new("reply", new Person("Ann", 1));

    [SubscribeMessage("eventTask")]
    public async Task<WsResponse<int>> EventTask([MessageBody] int number)
    {
        await Task.Yield();
        return new("reply", number);
    }

    [SubscribeMessage("property")]
    public string Property([MessageBody("name")] string name, [MessageBody("age")] int age = 7) => $"{name} {age}";

    [SubscribeMessage("arguments")]
    public string Arguments([MessageBody] string first, [MessageBody] int second = 5) => $"{first} {second}";

    [SubscribeMessage("optional")]
    public string Optional([MessageBody] string? text) => text ?? "none";

    [SubscribeMessage("all")]
    public string All([MessageBody] string text, [ConnectedSocket] IGatewayClient client, [FromServices] Probe service, CancellationToken cancellationToken) =>
        $"{text} {client.IsConnected} {ReferenceEquals(service, probe)} {cancellationToken == client.Aborted}";

    [SubscribeMessage("scoped")]
    public async Task<bool> Scoped([FromServices] ScopedThing thing)
    {
        await Task.Yield();
        return thing.Number > 0;
    }

    [SubscribeMessage("throwText")]
    public void ThrowText() => throw new WsException("nope");

    [SubscribeMessage("throwObject")]
    public Task ThrowObject() => throw new WsException(new { Code = 42, Why = "x" }, "as text");

    [SubscribeMessage("throwArray")]
    public async Task ThrowArray()
    {
        await Task.Yield();
        throw new WsException(new[] { "a", "b" }, "a and b");
    }

    [SubscribeMessage("crash")]
    public void Crash() => throw new ApplicationException("secret");

    [SubscribeMessage("crashLater")]
    public async Task<string> CrashLater()
    {
        await Task.Yield();
        throw new ApplicationException("secret");
    }

    [SubscribeMessage("evil")]
    public void Evil() => throw new WsException(new EvilPayload(), "evil");

    [SubscribeMessage("evilLater")]
    public async Task EvilLater()
    {
        await Task.Yield();
        throw new WsException(new EvilPayload(), "evil");
    }

    [SubscribeMessage("evilValue")]
    public EvilPayload EvilValue() => new();

    [SubscribeMessage("cancelled")]
    public Task Cancelled() => throw new OperationCanceledException();
}
