using System.Globalization;
using Microsoft.Extensions.Options;

namespace Gateways.Hosting;

/// <summary>Names every option that makes no sense, with its value and what to do.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var failures = new List<string>();
        AtLeast(nameof(options.MaxMessageBytes), options.MaxMessageBytes, 128);
        AtLeast(nameof(options.MaxEventNameLength), options.MaxEventNameLength, 1);
        AtLeast(nameof(options.MaxRoomsPerClient), options.MaxRoomsPerClient, 1);
        AtLeast(nameof(options.MaxRoomNameLength), options.MaxRoomNameLength, 1);
        AtLeast(nameof(options.MaxOutboundBytes), options.MaxOutboundBytes, 1024);
        AtLeast(nameof(options.MaxPendingMessages), options.MaxPendingMessages, 1);
        AtLeast(nameof(options.MaxPendingBytes), options.MaxPendingBytes, 128);
        AtLeast(nameof(options.MaxPendingAcks), options.MaxPendingAcks, 1);
        AtLeast(nameof(options.MaxStreamsPerClient), options.MaxStreamsPerClient, 1);
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
            Fail(nameof(options.ClientTimeout), options.ClientTimeout, $"make it longer than {nameof(options.KeepAliveInterval)} ({options.KeepAliveInterval}), twice as long for example");
        }

        foreach (var origin in options.AllowedOrigins)
        {
            if (!OriginPolicy.IsOrigin(origin))
            {
                Fail(nameof(options.AllowedOrigins), origin, "write 'https://host', 'https://host:port' or '*', without a path");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void AtLeast(string option, int value, int least)
        {
            if (value < least)
            {
                Fail(option, value, string.Create(CultureInfo.InvariantCulture, $"make it at least {least}"));
            }
        }

        void Wait(string option, TimeSpan value)
        {
            if (value < TimeSpan.FromMilliseconds(1) || value > LongestWait)
            {
                Fail(option, value, "make it longer than zero and at most a day");
            }
        }

        void Fail(string option, object value, string fix) =>
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"GatewayOptions.{option} is '{value}': {fix}."));
    }
}
