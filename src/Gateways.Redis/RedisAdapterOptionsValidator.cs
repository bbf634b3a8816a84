using Gateways.Hosting;

namespace Gateways.Redis;

/// <summary>Names every option of the adapter that makes no sense.</summary>
internal sealed class RedisAdapterOptionsValidator : OptionsValidator<RedisAdapterOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    protected override void Check(RedisAdapterOptions options, OptionFaults faults)
    {
        if (options.ChannelPrefix is { } prefix && (prefix.Length == 0 || prefix.Contains('#', StringComparison.Ordinal)))
        {
            faults.Add(nameof(options.ChannelPrefix), prefix, "make it a name without '#', or null for the application's name");
        }

        if (string.IsNullOrEmpty(options.UserRoomPrefix))
        {
            faults.Add(nameof(options.UserRoomPrefix), options.UserRoomPrefix, "make it at least one character, so that users and rooms differ");
        }

        Wait(nameof(options.ConnectTimeout), options.ConnectTimeout);
        Wait(nameof(options.RequestTimeout), options.RequestTimeout);
        Wait(nameof(options.ProbeInterval), options.ProbeInterval);
        Wait(nameof(options.ProbeTimeout), options.ProbeTimeout);
        faults.Wait(nameof(options.ReturnGrace), options.ReturnGrace, TimeSpan.Zero, LongestWait);
        faults.Count(nameof(options.MaxPendingBytes), options.MaxPendingBytes, least: 1024);
        faults.Count(nameof(options.MaxPendingMessages), options.MaxPendingMessages);
        faults.Count(nameof(options.MaxReceivedBytes), options.MaxReceivedBytes, least: 1024);

        void Wait(string option, TimeSpan value) => faults.Wait(option, value, OptionFaults.ShortestWait, LongestWait);
    }
}
