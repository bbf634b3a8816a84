using System.Collections.Frozen;
using System.Globalization;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// Command line: <c>loadgen MODE --name value --name=value --flag</c>. A name nobody reads is refused, so that a misspelt option
/// cannot silently measure something else.
/// </summary>
internal sealed class Options
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
    [
        "proto", "port", "path", "ns", "token", "pid", "stats",
        "warmup", "secs", "answer-limit", "conns", "depth", "size", "event", "ack-event", "window", "rate", "count", "limit", "linger", "polling", "twin-port", "twin-pid",
        "servers", "only", "workloads", "all", "rounds", "retries", "first-warmup", "max-noise", "run-timeout", "out", "args",
        "server-cpu", "gen-cpu", "skip",
    ], StringComparer.Ordinal);

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An argument is not an option, or no option of that name exists.</exception>
    public Options(IReadOnlyList<string> args)
    {
        Mode = args.Count > 0 ? args[0] : "help";
        for (int i = 1; i < args.Count; i++)
        {
            string arg = args[i];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentException($"unexpected '{arg}'; options start with --");
            }

            int equals = arg.IndexOf('=', StringComparison.Ordinal);
            string name = equals > 0 ? arg[2..equals] : arg[2..];
            if (!Known.Contains(name))
            {
                throw new ArgumentException($"there is no option --{name}");
            }

            bool isFlag = i + 1 >= args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal);
            _values[name] = equals > 0 ? arg[(equals + 1)..] : isFlag ? "true" : args[++i];
        }
    }

    /// <summary>The workload, or <c>matrix</c>, or <c>summary</c>.</summary>
    public string Mode { get; }

    public string Proto => Text("proto", "ws");

    public int Port => Integer("port", 5000);

    /// <summary>The server's URL path, or null for the protocol's usual one.</summary>
    public string? Path => _values.GetValueOrDefault("path");

    /// <summary>The Socket.IO namespace; empty is the default namespace.</summary>
    public string Namespace => Text("ns", "");

    /// <summary>Whether connections present the token of <see cref="LoadToken"/>.</summary>
    public bool Token => Flag("token");

    /// <summary>The server's process, 0 when its CPU time and memory shall not be read.</summary>
    public int Pid => Integer("pid", 0);

    /// <summary>Where the server tells its allocations, or null when it does not.</summary>
    public string? StatsPath => _values.GetValueOrDefault("stats") is { } path ? path is "true" ? "/stats" : path : null;

    public double Warmup => Number("warmup", 1);

    public double Seconds => Number("secs", 3);

    /// <summary>Seconds to wait for what the server owes, outside of measured time, before the run fails.</summary>
    public double AnswerLimit => Number("answer-limit", 15);

    public int Connections => Integer("conns", Mode == "stuck" ? 20 : 64);

    /// <summary>Requests that each connection keeps in flight.</summary>
    public int Depth => Integer("depth", 1);

    /// <summary>Length of the payload's <c>content</c>.</summary>
    public int Size => Integer("size", Mode == "stuck" ? 4096 : 100);

    /// <summary>Event (SignalR: target) that the echo workload calls.</summary>
    public string Event => Text("event", "echo");

    /// <summary>Raw WebSocket only, where answers carry no id: the event name of the answer.</summary>
    public string AckEvent => Text("ack-event", Mode is "broadcast" or "cluster" or "stuck" ? "join" : Event);

    public bool Has(string name) => _values.ContainsKey(name);

    public bool Flag(string name) => Text(name, "false") == "true";

    public string Text(string name, string fallback) => _values.GetValueOrDefault(name, fallback);

    /// <summary>A comma-separated list; empty when the option is missing.</summary>
    public string[] List(string name) => Text(name, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public int Integer(string name, int fallback)
    {
        if (!_values.TryGetValue(name, out string? text))
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value >= 0
            ? value
            : throw new ArgumentException($"--{name} wants a whole number of 0 or more, not '{text}'");
    }

    public double Number(string name, double fallback)
    {
        if (!_values.TryGetValue(name, out string? text))
        {
            return fallback;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentException($"--{name} wants a number of 0 or more, not '{text}'");
    }
}
