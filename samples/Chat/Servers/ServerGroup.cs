using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Chat;

/// <summary>
/// <c>--servers 2</c>: several servers of this application, each in a process of its own, on one Redis. One that dies is started again, as an orchestrator would. The group ends, and all its servers
/// with it, when it is told to stop, or when a server does not come up.
/// </summary>
public sealed class ServerGroup
{
    private const int MaxServers = 8;
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<ServerProcess> _servers;

    private ServerGroup(IReadOnlyList<ServerProcess> servers) => _servers = servers;

    /// <summary>How many servers the command line asks for; 1 when it does not say.</summary>
    /// <exception cref="InvalidOperationException">It asks for something else than a number from 1 to 8.</exception>
    public static int ReadCount(IConfiguration configuration) => configuration["servers"] switch
    {
        null or "" => 1,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxServers => count,
        var text => throw new InvalidOperationException($"--servers {text}: a number from 1 to {MaxServers} is needed."),
    };

    /// <summary>Runs until Ctrl+C or SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, IConfiguration configuration)
    {
        var redis = configuration["redis"] is { Length: > 0 } given ? null : new EmbeddedRedis();
        using (redis)
        {
            var shared = new Dictionary<string, string>
            {
                ["redis"] = redis?.ConnectionString ?? configuration["redis"]!,

                // A token of one server is good on all.
                ["Jwt__Key"] = configuration["Jwt:Key"] is { Length: > 0 } key ? key : Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenIssuer.KeyBytes)),
            };
            var urls = SpreadUrls(configuration["urls"] ?? "http://localhost:5080", ReadCount(configuration));
            Console.WriteLine($"Redis: {(redis is null ? "as given" : $"{redis.ConnectionString} (embedded)")}");
            return await new ServerGroup([.. urls.Select((url, index) => new ServerProcess(index + 1, args, url, shared))]).RunAsync();
        }
    }

    /// <summary>One URL for each server: as given, or the first with ports that count up.</summary>
    private static IEnumerable<string> SpreadUrls(string urls, int count)
    {
        var given = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (given.Length == count)
        {
            return given;
        }

        var first = new UriBuilder(given[0]);
        return Enumerable.Range(0, count).Select(index => new UriBuilder(first.Uri) { Port = first.Port == 0 ? 0 : first.Port + index }.Uri.GetLeftPart(UriPartial.Authority));
    }

    private async Task<int> RunAsync()
    {
        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            // One after the other: the first makes the database.
            foreach (var server in _servers)
            {
                await server.StartAsync(stopping.Token);
                Console.WriteLine($"Server {server.Number} of {_servers.Count}: {server.Url} (process {server.ProcessId})");
            }

            Console.WriteLine($"{_servers.Count} servers are up. End one (kill -9) and watch the others; it is started again after {RestartDelay.TotalSeconds} s.");
            await Task.WhenAll(_servers.Select(server => KeepAsync(server, stopping.Token)));
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (InvalidOperationException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        finally
        {
            await Task.WhenAll(_servers.Select(static server => server.StopAsync()));
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }

    private static async Task KeepAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        while (true)
        {
            var code = await server.WaitForExitAsync(cancellationToken);
            Console.WriteLine($"Server {server.Number} ended with code {code}.");
            await Task.Delay(RestartDelay, cancellationToken);
            await server.StartAsync(cancellationToken);
            Console.WriteLine($"Server {server.Number} is back: {server.Url} (process {server.ProcessId})");
        }
    }
}
