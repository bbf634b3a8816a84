using System.Diagnostics;

namespace Gateways.Conformance.Tests;

/// <summary>Runs one command in the folder of the Node clients.</summary>
internal static class NodeProcess
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string command, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var transcript = new Transcript();
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = NodeToolchain.Directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => transcript.Add(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => transcript.Add(line.Data ?? "");
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, transcript.ToString());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{command} {string.Join(' ', arguments)}' did not end in time:\n{transcript}");
        }
    }
}
