using System.Globalization;
using Microsoft.Extensions.Options;

namespace Gateways.Hosting;

/// <summary>
/// Collects what is wrong with options: all of it at once, each fault with the option's name, its value and what to do. Compiled into every package that has options, so that all of them say it
/// alike.
/// </summary>
/// <param name="owner">The type the options are of.</param>
internal sealed class OptionFaults(string owner)
{
    /// <summary>What timers can tell from zero.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>Timers take no more: 24 days and 20 hours.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly List<string> _found = [];

    public IReadOnlyList<string> Found => _found;

    /// <summary>A time that is waited for, as long as timers can.</summary>
    public void Wait(string option, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > LongestWait)
        {
            Add(option, value, "make it longer than zero and shorter than 24 days");
        }
    }

    /// <summary>A time within limits.</summary>
    public void Wait(string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            Add(option, value, $"make it {AtLeast(least)} at most {Words(most)}");
        }
    }

    /// <summary>A number of things, none of which would be none of the feature.</summary>
    public void Count(string option, long value, long least = 1, long most = long.MaxValue)
    {
        if (value < least || value > most)
        {
            Add(option, value, most == long.MaxValue ? $"make it at least {least}" : $"make it at least {least} and at most {most}");
        }
    }

    /// <param name="option">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="fix">What to do, as the end of a sentence.</param>
    public void Add(string option, object? value, string fix) => _found.Add(string.Create(CultureInfo.InvariantCulture, $"{owner}.{option} is '{value}': {fix}."));

    public ValidateOptionsResult ToResult() => _found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_found);

    private static string AtLeast(TimeSpan least) =>
        least <= TimeSpan.Zero ? "zero or longer, and"
        : least <= ShortestWait ? "longer than zero and"
        : $"at least {Words(least)} and";

    private static string Words(TimeSpan time) =>
        time == TimeSpan.FromHours(1) ? "an hour"
        : time == TimeSpan.FromDays(1) ? "a day"
        : time.Ticks % TimeSpan.TicksPerDay == 0 ? string.Create(CultureInfo.InvariantCulture, $"{time.Days} days")
        : time.ToString("c", CultureInfo.InvariantCulture);
}
