using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.Tests.Workloads;

/// <summary>The workloads against a server that behaves, and against servers that do not: what they report must not lie.</summary>
public class WorkloadSmokeTests
{
    [LinuxFact]
    public async Task Echo_AgainstAGoodServer_CountsAnswersWithoutFaults()
    {
        await using TinyServer server = await TinyServer.StartAsync();

        foreach (int depth in new[] { 1, 16 })
        {
            JsonObject report = await RunAsync(server, "echo", "--conns", "4", "--depth", depth.ToString(CultureInfo.InvariantCulture), "--stats");

            AssertFaultless(report);
            Assert.True(Figure(report, "count") > 0);
            Assert.True(Figure(report, "p50_us") > 0);
            Assert.True(Figure(report, "p99_us") >= Figure(report, "p50_us"));
            Assert.True(Figure(report, "cpu_s_per_m") > 0);
            Assert.True(Figure(report, "alloc_per") > 0);
        }
    }

    [LinuxFact]
    public async Task Broadcast_InAClosedLoopAndPaced_CountsDeliveriesWithoutFaults()
    {
        await using TinyServer server = await TinyServer.StartAsync();

        JsonObject closed = await RunAsync(server, "broadcast", "--conns", "5", "--window", "4");
        AssertFaultless(closed);
        Assert.True(Figure(closed, "count") > 0);

        JsonObject paced = await RunAsync(server, "broadcast", "--conns", "5", "--rate", "100", "--secs", "0.3");
        AssertFaultless(paced);

        // 100 per second to 5 members for 0.3 s: 150, give or take what is under way at either end of a busy machine.
        Assert.InRange(Figure(paced, "count"), 1, 300);
        Assert.Equal(0, Figure(paced, "count") % 1);
    }

    [LinuxFact]
    public async Task Stuck_EveryHealthyMemberHearsEveryBroadcast()
    {
        await using TinyServer server = await TinyServer.StartAsync();
        JsonObject report = await RunAsync(server, "stuck", "--conns", "3", "--count", "200", "--linger", "0.2");

        AssertFaultless(report);
        Assert.Equal(200, Figure(report, "broadcasts"));
        Assert.Equal(600, Figure(report, "count"));
        Assert.InRange(Figure(report, "longest_silence_ms"), 0, Figure(report, "total_ms"));
        Assert.False(report["stuck_disconnected"]!.GetValue<bool>());
        Assert.Null(report["stuck_disconnect_ms"]);
    }

    [LinuxFact]
    public async Task Stuck_ServerThatGivesItUp_IsSeenFromOutside()
    {
        await using TinyServer server = await TinyServer.StartAsync(abortAfter: TimeSpan.FromSeconds(1));
        JsonObject report = await RunAsync(server, "stuck", "--conns", "3", "--count", "1000");

        AssertFaultless(report);
        Assert.True(report["stuck_disconnected"]!.GetValue<bool>());
        Assert.True(Figure(report, "stuck_disconnect_ms") >= 1000);
    }

    [LinuxFact]
    public async Task Stuck_ServerThatFallsSilentForGood_EndsAtTheLimitWithAFault()
    {
        int deliveries = 0;
        await using TinyServer server = await TinyServer.StartAsync(text => text.Contains("message", StringComparison.Ordinal) && Interlocked.Increment(ref deliveries) > 10 ? null : text);
        JsonObject report = await RunAsync(server, "stuck", "--conns", "2", "--count", "50", "--warmup", "0", "--limit", "0.3", "--linger", "0");

        Assert.Equal(1, Figure(report, "errors"));
        Assert.True(Figure(report, "longest_silence_ms") > 100);
        Assert.True(Figure(report, "broadcasts") < 50);
    }

    [LinuxFact]
    public async Task Idle_CountsOneEchoPerConnection()
    {
        await using TinyServer server = await TinyServer.StartAsync();
        JsonObject report = await RunAsync(server, "idle", "--conns", "130");

        AssertFaultless(report);
        Assert.Equal(130, Figure(report, "count"));
        Assert.True(Figure(report, "base_mb") > 0);
    }

    [LinuxFact]
    public async Task Churn_ConnectsAgainAndAgain()
    {
        await using TinyServer server = await TinyServer.StartAsync();
        JsonObject report = await RunAsync(server, "churn", "--conns", "4", "--secs", "2");

        AssertFaultless(report);
        Assert.True(Figure(report, "count") > 4);
    }

    [LinuxFact]
    public async Task WrongContent_IsUnexpected()
    {
        await using TinyServer server = await TinyServer.StartAsync(text => text.Replace("lunch", "dinner", StringComparison.Ordinal));
        JsonObject report = await RunAsync(server, "echo", "--conns", "2");

        Assert.True(Figure(report, "unexpected") > 0);
        Assert.Contains("without the content", report["first_error"]!.ToString(), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task RefusedRequests_AreErrors_AndNoAnswers()
    {
        await using TinyServer server = await TinyServer.StartAsync(text => text.Replace("\"echo\"", "\"exception\"", StringComparison.Ordinal));

        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(server, "echo", "--conns", "2", "--answer-limit", "0.5"));
    }

    [LinuxFact]
    public async Task AnswerThatNeverComes_FailsTheRun()
    {
        int answers = 0;
        await using TinyServer server = await TinyServer.StartAsync(text => Interlocked.Increment(ref answers) == 100 ? null : text);

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(server, "echo", "--conns", "2", "--answer-limit", "3", "--secs", "2"));
        Assert.Contains("1 requests were never answered", failure.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task DeliveryThatNeverComes_FailsTheRun()
    {
        int messages = 0;
        await using TinyServer server = await TinyServer.StartAsync(text => text.Contains("message", StringComparison.Ordinal) && Interlocked.Increment(ref messages) == 20 ? null : text);

        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(server, "broadcast", "--conns", "3", "--window", "2", "--answer-limit", "0.5", "--secs", "2"));
    }

    [LinuxFact]
    public async Task SilentServer_FailsTheRun()
    {
        await using TinyServer server = await TinyServer.StartAsync(_ => null);

        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(server, "echo", "--conns", "2", "--answer-limit", "0.5"));
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(server, "broadcast", "--conns", "2", "--answer-limit", "0.5"));
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(server, "idle", "--conns", "2", "--answer-limit", "0.5"));
    }

    [LinuxFact]
    public async Task WrongPath_SaysThatTheUpgradeWasRefused()
    {
        await using TinyServer server = await TinyServer.StartAsync();

        var failure = await Assert.ThrowsAsync<IOException>(() => RunAsync(server, "echo", "--path", "/nowhere", "--answer-limit", "0.5"));
        Assert.Contains("404", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Runs the workload on a thread of its own: it blocks, and the server in the same process needs the pool's threads.</summary>
    private static Task<JsonObject> RunAsync(TinyServer server, string workload, params string[] options)
    {
        string port = server.Port.ToString(CultureInfo.InvariantCulture), pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var all = new Options([workload, "--port", port, "--pid", pid, "--warmup", "0.1", "--secs", "0.3", .. options]);
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

    private static double Figure(JsonObject report, string name) => double.Parse(report[name]!.ToJsonString(), CultureInfo.InvariantCulture);

    private static void AssertFaultless(JsonObject report)
    {
        foreach (string fault in new[] { "errors", "unexpected", "closed", "reordered" })
        {
            Assert.True(Figure(report, fault) == 0, $"{fault} is {report[fault]}: {report["first_error"]}");
        }
    }
}
