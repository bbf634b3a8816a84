using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Gateways.Specification.Gateways;

/// <summary>Where a test sees what the gateways see, and says what they do.</summary>
public sealed partial class Probe
{
    private static readonly Func<IGatewayClient, CancellationToken, ValueTask> Nothing = static (_, _) => default;

    private readonly Channel<IGatewayClient> _connected = Channel.CreateUnbounded<IGatewayClient>();
    private readonly Channel<Departure> _departed = Channel.CreateUnbounded<Departure>();
    private readonly Channel<string> _notes = Channel.CreateUnbounded<string>();

    /// <summary>What the connection hook does, after the client was noted.</summary>
    public Func<IGatewayClient, CancellationToken, ValueTask> Connecting { get; set; } = Nothing;

    /// <summary>Whether the test has said what the connection hook does.</summary>
    public bool HasConnecting => Connecting != Nothing;

    /// <summary>What the disconnect hook does, before the departure is noted.</summary>
    public Func<IGatewayClient, DisconnectContext, ValueTask> Disconnecting { get; set; } = static (_, _) => default;

    /// <summary>What the handler of <c>run</c> does.</summary>
    public Func<Call, Task<JsonNode?>> Handler { get; set; } = static call => Task.FromResult(call.Body);

    /// <summary>Everything noted so far.</summary>
    public ConcurrentQueue<string> Notes { get; } = new();

    public bool HasArrivals => _connected.Reader.TryPeek(out _);

    public bool HasDepartures => _departed.Reader.TryPeek(out _);

    public void Note(string text)
    {
        Notes.Enqueue(text);
        _notes.Writer.TryWrite(text);
    }

    public Task<string> NextNoteAsync() => _notes.Reader.ReadAsync().Soon();

    public Task<IGatewayClient> NextConnectedAsync() => _connected.Reader.ReadAsync().Soon();

    public Task<Departure> NextDepartureAsync() => _departed.Reader.ReadAsync().Soon();

    public ValueTask OnConnectedAsync(IGatewayClient client, CancellationToken cancellationToken)
    {
        _connected.Writer.TryWrite(client);
        return Connecting(client, cancellationToken);
    }

    public async ValueTask OnDisconnectedAsync(IGatewayClient client, DisconnectContext context)
    {
        await Disconnecting(client, context);
        _departed.Writer.TryWrite(new Departure(client, context));
    }
}
