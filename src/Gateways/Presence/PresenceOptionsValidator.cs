using System.Globalization;
using Microsoft.Extensions.Options;

namespace Gateways.Presence;

/// <summary>Names every option that makes no sense, with its value and what to do.</summary>
internal sealed class PresenceOptionsValidator : IValidateOptions<PresenceOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, PresenceOptions options)
    {
        var failures = new List<string>();
        Wait(nameof(options.AwayAfter), options.AwayAfter, TimeSpan.FromMilliseconds(1));
        Wait(nameof(options.BeatInterval), options.BeatInterval, TimeSpan.FromMilliseconds(1));
        Wait(nameof(options.ServerTimeout), options.ServerTimeout, options.BeatInterval * 2);
        Wait(nameof(options.RestartGrace), options.RestartGrace, TimeSpan.Zero);
        if (options.MaxTopicsPerClient < 1)
        {
            Fail(nameof(options.MaxTopicsPerClient), options.MaxTopicsPerClient, "make it at least 1");
        }

        if (options.MaxMetadataBytes < 1)
        {
            Fail(nameof(options.MaxMetadataBytes), options.MaxMetadataBytes, "make it at least 1");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Wait(string option, TimeSpan value, TimeSpan least)
        {
            if (value < least || value > LongestWait)
            {
                Fail(option, value, $"make it at least {least} and at most a day");
            }
        }

        void Fail(string option, object value, string fix) => failures.Add(string.Create(CultureInfo.InvariantCulture, $"PresenceOptions.{option} is '{value}': {fix}."));
    }
}
