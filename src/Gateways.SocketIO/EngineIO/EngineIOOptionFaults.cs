using System.Globalization;

namespace Gateways.SocketIO.EngineIO;

/// <summary>Collects what is wrong with options, each with its name, its value and what to do.</summary>
/// <param name="owner">The type the options are of.</param>
internal sealed class EngineIOOptionFaults(string owner)
{
    /// <summary>Timers take no more.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly List<string> _found = [];

    public IReadOnlyList<string> Found => _found;

    /// <summary>A time that is waited for.</summary>
    public void Wait(string option, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > LongestWait)
        {
            Add(option, value, "make it longer than zero and shorter than 24 days");
        }
    }

    /// <summary>A number of things, none of which would be none of the feature.</summary>
    public void Count(string option, int value, int most = int.MaxValue)
    {
        if (value < 1 || value > most)
        {
            Add(option, value, most == int.MaxValue ? "make it at least 1" : string.Create(CultureInfo.InvariantCulture, $"make it at least 1 and at most {most}"));
        }
    }

    public void Add(string option, object value, string fix) => _found.Add(string.Create(CultureInfo.InvariantCulture, $"{owner}.{option} is '{value}': {fix}."));
}
