using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// Puts servers through workloads: each server on one CPU, the generator on another, and round by round one server after the other, so
/// that whatever changes on the machine changes for all of them.
/// </summary>
internal sealed class MatrixDriver(MatrixFile file, Options options, TextWriter progress, TimeProvider time)
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromSeconds(1);

    private readonly bool _all = options.Flag("all");
    private readonly string _serverCpus = options.Text("server-cpu", "0");
    private readonly string _generatorCpus = options.Text("gen-cpu", "1");
    private readonly int _rounds = options.Integer("rounds", 5);
    private readonly int _retries = options.Integer("retries", 2);
    private readonly double _maxNoise = options.Number("max-noise", 0.25);
    private readonly int _firstWarmup = options.Integer("first-warmup", 10);
    private readonly TimeSpan _runLimit = TimeSpan.FromSeconds(options.Number("run-timeout", 180));
    private readonly string[] _more = Words(options.Text("args", ""));
    private readonly string _out = options.Text("out", "results.jsonl");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (WorkloadEntry workload in file.SelectWorkloads(options.List("workloads"), _all))
        {
            IReadOnlyList<ServerEntry> servers = file.SelectServers(workload, options.List("only"), _all);
            using var host = new ServerHost(file, _serverCpus, _generatorCpus, time);
            for (int round = 0; round < _rounds; round++)
            {
                foreach (ServerEntry server in servers)
                {
                    JsonObject result = await RunOnceAsync(host, server, workload, cancellationToken);
                    File.AppendAllText(_out, new RunRecord(server.Name, workload.Name, round, workload.Fresh, result).ToJsonLine() + "\n");
                    progress.WriteLine($"{workload.Name} round {round} {server.Name}: {Brief(result)}");
                    if (workload.Fresh)
                    {
                        host.Stop(server);
                    }
                }
            }
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Brief(JsonObject result) => result["failed"] is { } failure
        ? $"FAILED {failure}"
        : string.Join(" ", new[] { "per_s", "p99_us", "cpu_s_per_m", "gen_cpu", "other_cpu", "alloc_per", "private_bytes_per_conn", "server_cpu_percent", "local_cpu_s_per_m", "remote_cpu_s_per_m", "longest_silence_ms", "errors", "unexpected", "closed", "first_error" }
            .Where(name => result[name] is { } value && value.ToString() != "0")
            .Select(name => $"{name}={result[name]}"));

    private static double? Noise(JsonObject result) => result["other_cpu"]?.GetValue<double>();

    /// <summary>One run; a run that something else disturbed is done again, a few times at most, and the quietest one kept.</summary>
    private async Task<JsonObject> RunOnceAsync(ServerHost host, ServerEntry server, WorkloadEntry workload, CancellationToken cancellationToken)
    {
        bool isFirst = !host.IsRunning(server);
        JsonObject best = await GenerateAsync(host, server, workload, isFirst, cancellationToken);
        for (int retry = 0; retry < _retries && Noise(best) > _maxNoise; retry++)
        {
            await Task.Delay(PauseBeforeRetry, time, cancellationToken);
            if (workload.Fresh)
            {
                host.Stop(server);
            }

            JsonObject again = await GenerateAsync(host, server, workload, isFirst: false, cancellationToken);
            best = Noise(again) < Noise(best) ? again : best;
        }

        return best;
    }

    private async Task<JsonObject> GenerateAsync(ServerHost host, ServerEntry server, WorkloadEntry workload, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            (int pid, int twinPid) = await host.GetAsync(server, cancellationToken);
            using var generator = new ChildProcess(_generatorCpus, Command(server, workload, pid, twinPid, isFirst));
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using ITimer timer = time.CreateTimer(_ => limit.Cancel(), null, _runLimit, Timeout.InfiniteTimeSpan);
            try
            {
                string line = await generator.ReadLastLineAsync(limit.Token);
                return line.StartsWith('{') ? JsonNode.Parse(line)!.AsObject() : Failed($"the generator wrote no result. {generator.Log}");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                host.Stop(server);
                return Failed($"not done after {_runLimit.TotalSeconds:0} s; the server was ended");
            }
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return Failed(e.Message);
        }
    }

    private List<string> Command(ServerEntry server, WorkloadEntry workload, int pid, int twinPid, bool isFirst)
    {
        List<string> command =
        [
            Environment.ProcessPath!, .. Words(workload.Args),
            "--proto", server.Proto, "--port", server.Port.ToString(CultureInfo.InvariantCulture), "--pid", pid.ToString(CultureInfo.InvariantCulture),
        ];
        if (server.Path is not null)
        {
            command.AddRange(["--path", server.Path]);
        }

        if (server.Twin is { } twin)
        {
            command.AddRange(["--twin-port", twin.ToString(CultureInfo.InvariantCulture), "--twin-pid", twinPid.ToString(CultureInfo.InvariantCulture)]);
        }

        if (server.Stats is not null)
        {
            command.AddRange(["--stats", server.Stats]);
        }

        command.AddRange(_more);
        if (isFirst && !workload.Fresh)
        {
            command.AddRange(["--warmup", _firstWarmup.ToString(CultureInfo.InvariantCulture)]);
        }

        return command;
    }

    private static JsonObject Failed(string why) => new() { ["failed"] = why };
}
