using System.Diagnostics;

namespace Chat;

/// <summary>One server of a <see cref="ServerGroup"/>: this program, started again with a URL of its own. What it writes appears with its number in front.</summary>
public sealed class ServerProcess(int number, string[] args, string url, IReadOnlyDictionary<string, string> environment)
{
    private const string Listening = "Now listening on: ";
    private const string Started = "Application started.";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private Process? _process;

    public int Number => number;

    /// <summary>Where it listens. A port that the system has chosen stays the same when it is started again.</summary>
    public string Url { get; private set; } = url;

    public int ProcessId => _process?.Id ?? 0;

    /// <summary>Completes when it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not get ready in time.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process?.Dispose();
        _process = new Process { StartInfo = CreateStartInfo() };
        _process.OutputDataReceived += (_, line) => Read(line.Data, started);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, started);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var exit = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(started.Task, exit, Task.Delay(StartPatience, cancellationToken)) != started.Task)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"Server {number} did not get ready.");
        }
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process!.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, and ends it when it does not.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            // It stops when its input ends: see ParentWatch.
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(StopPatience);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private ProcessStartInfo CreateStartInfo()
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        }

        // Of two equal options the later one counts.
        foreach (var argument in (string[])[.. args, "--servers", "1", "--urls", Url, "--watch-parent", "true"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void Read(string? line, TaskCompletionSource started)
    {
        if (line is null)
        {
            return;
        }

        Console.WriteLine($"{number} | {line}");
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            Url = line[(at + Listening.Length)..].Trim();
        }

        if (line.Contains(Started, StringComparison.Ordinal))
        {
            started.TrySetResult();
        }
    }
}
