using System.Diagnostics;
using System.Text;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>A process pinned to CPUs, with what it has written. Disposing it ends it and its children; nothing is ended that was not started here.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource _outputEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _lastLine = "";

    /// <summary>Starts the command under <c>taskset</c>, which replaces itself, so that the process id is the command's own.</summary>
    public ChildProcess(string cpus, IReadOnlyList<string> command, string? folder = null, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo("taskset", ["-c", cpus, .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (folder is not null)
        {
            start.WorkingDirectory = folder;
        }

        foreach ((string name, string value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("taskset did not start");
        _process.OutputDataReceived += (_, e) => OnOutput(e.Data);
        _process.ErrorDataReceived += (_, e) => Append(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What the process has written so far, both streams.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString().Trim();
            }
        }
    }

    /// <summary>The last line of its standard output once the process has ended.</summary>
    public async Task<string> ReadLastLineAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _outputEnd.Task.WaitAsync(cancellationToken);
        lock (_log)
        {
            return _lastLine;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void OnOutput(string? line)
    {
        Append(line);
        if (line is null)
        {
            _outputEnd.TrySetResult();
        }
    }

    private void Append(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_log)
        {
            _log.AppendLine(line);
            _lastLine = line;
        }
    }
}
