using System.Runtime.CompilerServices;
using Gateways.Specification.Gateways.Stages;

namespace Gateways.Specification.Gateways;

/// <summary>Handlers that return streams.</summary>
[WebSocketGateway("/streams")]
public sealed partial class StreamsGateway(Probe probe) : IOnGatewayConnection, IOnGatewayDisconnect
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context) => probe.OnDisconnectedAsync(client, context);

    [SubscribeMessage("echo")]
    public int Echo([MessageBody] int number) => number;

    [SubscribeMessage("numbers")]
    public IAsyncEnumerable<int> Numbers([MessageBody] int count) => CountAsync(count);

    [SubscribeMessage("events")]
    public async IAsyncEnumerable<WsResponse<int>> Events([MessageBody] int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new(i % 2 == 0 ? "heard" : "reply", i);
        }
    }

    [SubscribeMessage("later")]
    public async Task<IAsyncEnumerable<int>> Later([MessageBody] int count)
    {
        await Task.Yield();
        return CountAsync(count);
    }

    [SubscribeMessage("observable")]
    public IObservable<string> Observable() => probe.Observable;

    [SubscribeMessage("failing")]
    [UseFilters<NoteFilter<Place.First>>]
    public async IAsyncEnumerable<int> Failing([MessageBody] string what)
    {
        yield return 1;
        await Task.Yield();
        yield return 2;
        throw what == "ws" ? new WsException("enough") : new ApplicationException("secret");
    }

    [SubscribeMessage("none")]
    public IAsyncEnumerable<int>? None() => null;

    [SubscribeMessage("endless")]
    public async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            yield return 0;
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            probe.Note("stream ends");
        }
    }

    /// <summary>Never awaits.</summary>
    [SubscribeMessage("greedy")]
    public async IAsyncEnumerable<string> Greedy([MessageBody] int bytes)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                probe.Produced = i;
                yield return new string('x', bytes);
            }
        }
        finally
        {
            await Task.Yield();
            probe.Note("stream ends");
        }
    }

    [SubscribeMessage("wrapped")]
    [UseInterceptors<NoteInterceptor<Place.First>>]
    public IAsyncEnumerable<int> Wrapped([MessageBody] int count) => CountAsync(count);

    [SubscribeMessage("scoped")]
    public async IAsyncEnumerable<bool> Scoped([FromServices] ScopedThing thing)
    {
        await Task.Yield();
        yield return thing.Number > 0;
        await Task.Yield();
        yield return thing.Number > 0;
    }

    private static async IAsyncEnumerable<int> CountAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }
}
