using Microsoft.Extensions.Options;

namespace Gateways.ServerSentEvents;

/// <summary>Refuses options that cannot work, before the application starts.</summary>
internal sealed class ServerSentEventsTransportOptionsValidator : IValidateOptions<ServerSentEventsTransportOptions>
{
    /// <summary>With half as much again it still is a time that a timer of JavaScript can wait.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(16);

    /// <summary>As Socket.IO's: both may share a log.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromMilliseconds(int.MaxValue);

    public ValidateOptionsResult Validate(string? name, ServerSentEventsTransportOptions options)
    {
        var errors = Errors(options).ToArray();
        return errors.Length > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Errors(ServerSentEventsTransportOptions options)
    {
        if (options.ReconnectDelay < TimeSpan.Zero || options.ReconnectDelay > Longest)
        {
            yield return $"ServerSentEventsTransportOptions.ReconnectDelay is {options.ReconnectDelay}: make it zero or longer, and at most 16 days.";
        }

        if (options.MaxRooms < 1)
        {
            yield return $"ServerSentEventsTransportOptions.MaxRooms is {options.MaxRooms}: make it at least 1.";
        }

        if (options.Recovery is not { } recovery)
        {
            yield break;
        }

        if (recovery.MaxDisconnectionDuration <= TimeSpan.Zero || recovery.MaxDisconnectionDuration > LongestAway)
        {
            yield return $"ServerSentEventsTransportOptions.Recovery.MaxDisconnectionDuration is {recovery.MaxDisconnectionDuration}: make it longer than zero and shorter than 24 days.";
        }

        if (recovery.MaxEvents < 1)
        {
            yield return $"ServerSentEventsTransportOptions.Recovery.MaxEvents is {recovery.MaxEvents}: make it at least 1.";
        }

        if (recovery.MaxBytes < 1)
        {
            yield return $"ServerSentEventsTransportOptions.Recovery.MaxBytes is {recovery.MaxBytes}: make it at least 1.";
        }
    }
}
