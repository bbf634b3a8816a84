using System.Globalization;
using System.Net;
using Gateways.Redis.Tests.ScaleOut;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.Redis.Tests.Processes;

/// <summary>One server of a cluster as a process of its own, so that it can be killed: <c>REDIS PREFIX SECONDS</c>. Says where it listens, and ends with its standard input.</summary>
internal static class ServerProgram
{
    public const string Listening = "listening ";

    public static async Task Main(string[] args)
    {
        var (redis, prefix, seconds) = (args[0], args[1], double.Parse(args[2], CultureInfo.InvariantCulture));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddGateways()
            .AddGateway<ProcessGateway>()
            .AddTransports()
            .AddPresence(options =>
            {
                options.BeatInterval = TimeSpan.FromMilliseconds(200);
                options.ServerTimeout = TimeSpan.FromSeconds(seconds);
            })
            .AddRedis(redis, options =>
            {
                options.ChannelPrefix = prefix;
                options.ProbeInterval = TimeSpan.FromMilliseconds(500);
            });
        await using var app = builder.Build();
        app.MapGateways();
        await app.StartAsync();
        Console.WriteLine(Listening + app.Urls.Single());

        // The test has ended, in whatever way: nobody stays behind.
        await Console.In.ReadToEndAsync();
    }
}
