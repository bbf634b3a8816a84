using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gateways.Conformance.Tests;

/// <summary>A server in a process of its own, on a free port of the loopback address.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process = new();
    private readonly Transcript _transcript = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _readyLine;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(string assembly, string contentRoot, string environment, string readyLine, IEnumerable<string> arguments)
    {
        _readyLine = readyLine;
        _process.StartInfo = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[assembly, "--urls", "http://127.0.0.1:0", "--contentRoot", contentRoot, "--environment", environment, .. arguments])
        {
            _process.StartInfo.ArgumentList.Add(argument);
        }

        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    public Uri Url => _listening.Task.Result;

    public int Id => _process.Id;

    /// <summary>What it has written.</summary>
    public string Output => _transcript.ToString();

    public static async Task<ServerProcess> StartAsync(
        string assembly, string contentRoot, string environment = "Production", string readyLine = "Application started", params IEnumerable<string> arguments)
    {
        var server = new ServerProcess(assembly, contentRoot, environment, readyLine, arguments);
        try
        {
            server._process.Start();
            server._process.BeginOutputReadLine();
            server._process.BeginErrorReadLine();
            var ready = Task.WhenAll(server._listening.Task, server._started.Task);
            if (await Task.WhenAny(ready, server._process.WaitForExitAsync()).WaitAsync(Patience) != ready)
            {
                throw new InvalidOperationException($"The server ended before it was ready:\n{server.Output}");
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process has ended by itself.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _transcript.Add(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
        }

        if (line.Contains(_readyLine, StringComparison.Ordinal))
        {
            _started.TrySetResult();
        }
    }
}
