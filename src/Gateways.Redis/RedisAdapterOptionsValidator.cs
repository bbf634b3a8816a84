using System.Globalization;
using Microsoft.Extensions.Options;

namespace Gateways.Redis;

/// <summary>Names every option that makes no sense, with its value and what to do.</summary>
internal sealed class RedisAdapterOptionsValidator : IValidateOptions<RedisAdapterOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, RedisAdapterOptions options)
    {
        var failures = new List<string>();
        if (options.ChannelPrefix is { } prefix && (prefix.Length == 0 || prefix.Contains('#', StringComparison.Ordinal)))
        {
            Fail(nameof(options.ChannelPrefix), prefix, "make it a name without '#', or null for the application's name");
        }

        if (string.IsNullOrEmpty(options.UserRoomPrefix))
        {
            Fail(nameof(options.UserRoomPrefix), options.UserRoomPrefix, "make it at least one character, so that users and rooms differ");
        }

        Wait(nameof(options.ConnectTimeout), options.ConnectTimeout);
        Wait(nameof(options.RequestTimeout), options.RequestTimeout);
        Wait(nameof(options.ProbeInterval), options.ProbeInterval);
        Wait(nameof(options.ProbeTimeout), options.ProbeTimeout);
        if (options.ReturnGrace < TimeSpan.Zero || options.ReturnGrace > LongestWait)
        {
            Fail(nameof(options.ReturnGrace), options.ReturnGrace, "make it zero or longer, and at most an hour");
        }

        if (options.MaxPendingBytes < 1024)
        {
            Fail(nameof(options.MaxPendingBytes), options.MaxPendingBytes, "make it at least 1024");
        }

        if (options.MaxPendingMessages < 1)
        {
            Fail(nameof(options.MaxPendingMessages), options.MaxPendingMessages, "make it at least 1");
        }

        if (options.MaxReceivedBytes < 1024)
        {
            Fail(nameof(options.MaxReceivedBytes), options.MaxReceivedBytes, "make it at least 1024");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Wait(string option, TimeSpan value)
        {
            if (value < TimeSpan.FromMilliseconds(1) || value > LongestWait)
            {
                Fail(option, value, "make it longer than zero and at most an hour");
            }
        }

        void Fail(string option, object? value, string fix) =>
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"RedisAdapterOptions.{option} is '{value}': {fix}."));
    }
}
