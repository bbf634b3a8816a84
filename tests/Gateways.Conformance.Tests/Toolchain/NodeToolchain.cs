using System.ComponentModel;
using System.Diagnostics;

namespace Gateways.Conformance.Tests;

/// <summary>Node.js, and the packages of the clients.</summary>
internal static class NodeToolchain
{
    public const string MissingReason = "Node.js 20 or later is not installed.";

    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(5);
    private static readonly Lazy<bool> Probe = new(() => Succeeds("node", "--version"));

    public static bool IsInstalled => Probe.Value;

    public static string Directory { get; } = BuildOutput.Find("NodeProject");

    /// <summary>Runs <c>npm ci</c> unless the packages are there already. A lock file keeps two test processes apart.</summary>
    public static async Task InstallPackagesAsync()
    {
        using var patience = new CancellationTokenSource(InstallPatience);
        await using var guard = await AcquireLockAsync(patience.Token);
        var installed = Path.Combine(Directory, "node_modules", ".package-lock.json");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Directory, "package-lock.json")))
        {
            return;
        }

        var result = await NodeProcess.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline"], patience.Token);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed:\n{result.Output}");
        }
    }

    private static async Task<FileStream> AcquireLockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"gateways-npm-{Environment.UserName}.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static bool Succeeds(string command, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
