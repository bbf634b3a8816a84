using Gateways.Hosting;

namespace Gateways.ServerSentEvents;

/// <summary>Names every option of the transport that makes no sense.</summary>
internal sealed class ServerSentEventsTransportOptionsValidator : OptionsValidator<ServerSentEventsTransportOptions>
{
    /// <summary>With half as much again it still is a time that a timer of JavaScript can wait.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(16);

    protected override void Check(ServerSentEventsTransportOptions options, OptionFaults faults)
    {
        faults.Wait(nameof(options.ReconnectDelay), options.ReconnectDelay, TimeSpan.Zero, LongestDelay);
        faults.Count(nameof(options.MaxRooms), options.MaxRooms);
        if (options.Recovery is { } recovery)
        {
            faults.Wait("Recovery.MaxDisconnectionDuration", recovery.MaxDisconnectionDuration);
            faults.Count("Recovery.MaxEvents", recovery.MaxEvents);
            faults.Count("Recovery.MaxBytes", recovery.MaxBytes);
        }
    }
}
