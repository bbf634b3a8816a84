using Gateways.Hosting;

namespace Gateways.Presence;

/// <summary>Names every option of presence that makes no sense.</summary>
internal sealed class PresenceOptionsValidator : OptionsValidator<PresenceOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    protected override void Check(PresenceOptions options, OptionFaults faults)
    {
        faults.Wait(nameof(options.AwayAfter), options.AwayAfter, OptionFaults.ShortestWait, LongestWait);
        faults.Wait(nameof(options.BeatInterval), options.BeatInterval, OptionFaults.ShortestWait, LongestWait);
        faults.Wait(nameof(options.ServerTimeout), options.ServerTimeout, options.BeatInterval * 2, LongestWait);
        faults.Wait(nameof(options.RestartGrace), options.RestartGrace, TimeSpan.Zero, LongestWait);
        faults.Count(nameof(options.MaxTopicsPerClient), options.MaxTopicsPerClient);
        faults.Count(nameof(options.MaxMetadataBytes), options.MaxMetadataBytes);
    }
}
