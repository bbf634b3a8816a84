using System.Diagnostics;
using System.Globalization;
using Gateways.Specification;

namespace Gateways.Redis.Tests.Processes;

/// <summary>A server in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(string redis, string prefix, TimeSpan serverTimeout)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["exec", typeof(ServerProgram).Assembly.Location, redis, prefix, serverTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        try
        {
            // A process needs longer than anything inside one.
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Limit * 2);
            Assert.StartsWith(ServerProgram.Listening, line, StringComparison.Ordinal);
            return new ServerProcess(process, new Uri(line![ServerProgram.Listening.Length..]));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
