using System.Threading.Channels;

namespace Gateways.Testing.Tests.Gateways;

/// <summary>Where a test decides about a client that connects, and sees whom the gateway let in and who left.</summary>
public sealed class Door
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Channel<IGatewayClient> _guests = Channel.CreateUnbounded<IGatewayClient>();
    private readonly Channel<CloseReason> _departures = Channel.CreateUnbounded<CloseReason>();

    public Func<IGatewayClient, CancellationToken, ValueTask> Opening { get; set; } = static (_, _) => default;

    public bool HasDepartures => _departures.Reader.TryPeek(out _);

    public Task<IGatewayClient> NextGuestAsync() => _guests.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    public Task<CloseReason> NextDepartureAsync() => _departures.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    public async ValueTask OpenAsync(IGatewayClient client, CancellationToken cancellationToken)
    {
        _guests.Writer.TryWrite(client);
        await Opening(client, cancellationToken);
    }

    public void Leave(CloseReason reason) => _departures.Writer.TryWrite(reason);
}
