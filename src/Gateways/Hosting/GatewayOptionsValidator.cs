namespace Gateways.Hosting;

/// <summary>Names every option of the engine that makes no sense.</summary>
internal sealed class GatewayOptionsValidator : OptionsValidator<GatewayOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    protected override void Check(GatewayOptions options, OptionFaults faults)
    {
        faults.Count(nameof(options.MaxMessageBytes), options.MaxMessageBytes, least: 128);
        faults.Count(nameof(options.MaxEventNameLength), options.MaxEventNameLength);
        faults.Count(nameof(options.MaxRoomsPerClient), options.MaxRoomsPerClient);
        faults.Count(nameof(options.MaxRoomNameLength), options.MaxRoomNameLength);
        faults.Count(nameof(options.MaxOutboundBytes), options.MaxOutboundBytes, least: 1024);
        faults.Count(nameof(options.MaxPendingMessages), options.MaxPendingMessages);
        faults.Count(nameof(options.MaxPendingBytes), options.MaxPendingBytes, least: 128);
        faults.Count(nameof(options.MaxPendingAcks), options.MaxPendingAcks);
        faults.Count(nameof(options.MaxStreamsPerClient), options.MaxStreamsPerClient);
        Wait(nameof(options.ConnectTimeout), options.ConnectTimeout);
        Wait(nameof(options.KeepAliveInterval), options.KeepAliveInterval);
        Wait(nameof(options.ClientTimeout), options.ClientTimeout);
        Wait(nameof(options.MessageTimeout), options.MessageTimeout);
        Wait(nameof(options.SendTimeout), options.SendTimeout);
        Wait(nameof(options.AckTimeout), options.AckTimeout);
        Wait(nameof(options.CloseTimeout), options.CloseTimeout);
        Wait(nameof(options.HandlerDrainTimeout), options.HandlerDrainTimeout);
        Wait(nameof(options.ShutdownTimeout), options.ShutdownTimeout);
        if (options.ClientTimeout <= options.KeepAliveInterval)
        {
            faults.Add(nameof(options.ClientTimeout), options.ClientTimeout, $"make it longer than {nameof(options.KeepAliveInterval)} ({options.KeepAliveInterval}), twice as long for example");
        }

        foreach (var origin in options.AllowedOrigins)
        {
            if (!OriginPolicy.IsOrigin(origin))
            {
                faults.Add(nameof(options.AllowedOrigins), origin, "write 'https://host', 'https://host:port' or '*', without a path");
            }
        }

        void Wait(string option, TimeSpan value) => faults.Wait(option, value, OptionFaults.ShortestWait, LongestWait);
    }
}
