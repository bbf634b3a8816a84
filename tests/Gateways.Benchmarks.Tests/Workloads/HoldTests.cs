using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.Benchmarks.Tests.Workloads;

/// <summary>Idle Socket.IO clients, half of which poll, against our own server.</summary>
public sealed class HoldTests : IAsyncLifetime
{
    private readonly WebApplication _app = Build();

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [LinuxFact]
    public async Task Hold_ClientsOfBothKinds_AnswerPingsAndStay()
    {
        JsonObject report = await RunAsync("--conns", "11", "--polling", "50", "--secs", "1");

        Assert.Equal(11, report["still_open"]!.GetValue<int>());
        Assert.True(report["pings"]!.GetValue<long>() >= 11, report.ToJsonString());
        Assert.Equal(0, report["closed"]!.GetValue<long>() + report["errors"]!.GetValue<long>() + report["unexpected"]!.GetValue<long>());
        Assert.True(report["server_cpu_percent"]!.GetValue<double>() > 0);
    }

    [LinuxTheory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Hold_ServerThatSendsThemAway_IsAFaultForEach(int polling)
    {
        Task<JsonObject> run = RunAsync("--conns", "5", "--polling", polling.ToString(CultureInfo.InvariantCulture), "--warmup", "1", "--secs", "1");
        var server = _app.Services.GetRequiredService<IGatewayServer<QuietGateway>>();
        while (await server.CountAsync() < 5)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }

        await server.DisconnectAsync(CloseReason.ServerShutdown);
        JsonObject report = await run;

        Assert.True(report["still_open"]!.GetValue<int>() < 5, report.ToJsonString());
        Assert.True(report["closed"]!.GetValue<long>() >= 5 - report["still_open"]!.GetValue<int>(), report.ToJsonString());
        Assert.NotNull(report["first_error"]);
    }

    private static WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddGateways().AddGateway<QuietGateway>().AddSocketIO(options => options.PingInterval = TimeSpan.FromMilliseconds(200));
        WebApplication app = builder.Build();
        app.MapGateways();
        return app;
    }

    private Task<JsonObject> RunAsync(params string[] options)
    {
        string port = new Uri(_app.Urls.First()).Port.ToString(CultureInfo.InvariantCulture), pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var all = new Options(["hold", "--proto", "sio", "--port", port, "--pid", pid, .. options]);
        return Task.Factory.StartNew(
            () =>
            {
                using Workload running = Workload.Create(all)!;
                return running.Run();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }
}
