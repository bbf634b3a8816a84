using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace Gateways.Redis.Tests.Node;

/// <summary>Node.js, and the packages of its servers.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task> Installed = new(InstallOnceAsync);

    public static string Directory { get; } =
        Path.GetFullPath(typeof(NodePackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static item => item.Key == "NodeProject").Value!);

    public static bool IsNodeInstalled { get; } = FindNode();

    /// <summary>Runs <c>npm ci</c> unless the packages are there already.</summary>
    public static Task InstallAsync() => Installed.Value;

    private static async Task InstallOnceAsync()
    {
        var marker = Path.Combine(Directory, "node_modules", ".package-lock.json");
        if (File.Exists(marker) && File.GetLastWriteTimeUtc(marker) >= File.GetLastWriteTimeUtc(Path.Combine(Directory, "package-lock.json")))
        {
            return;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline"])
        {
            WorkingDirectory = Directory, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync().WaitAsync(Limit);
        Assert.True(npm.ExitCode == 0, string.Join('\n', await output));
    }

    private static bool FindNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            node.WaitForExit();
            return node.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
