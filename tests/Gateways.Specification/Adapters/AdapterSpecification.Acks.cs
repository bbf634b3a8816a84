using System.Text;
using Gateways.Adapters;

namespace Gateways.Specification.Adapters;

public abstract partial class AdapterSpecification
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Ask_AllAnswer_CompletesWithoutTheClock()
    {
        var (first, second) = (await AddAsync("a"), await AddAsync("b"));

        var asking = AskAsync(EmitScope.Everyone, Minute);
        first.AnswerAll("1");
        Assert.False(asking.IsCompleted);
        second.AnswerAll("\"no\"", isError: true);

        var results = (await asking.Soon()).ToDictionary(static result => result.ClientId);
        Assert.Equal((AckOutcome.Answered, "1"), (results["a"].Outcome, Encoding.UTF8.GetString(results["a"].Body.Span)));
        Assert.Equal((AckOutcome.Failed, "\"no\""), (results["b"].Outcome, Encoding.UTF8.GetString(results["b"].Body.Span)));
    }

    [Fact]
    public async Task Ask_Nobody_CompletesAtOnce() => Assert.Empty(await AskAsync(new EmitScope { Rooms = ["empty"] }, Minute).Soon());

    [Fact]
    public async Task Ask_TimeIsUp_TellsWhoIsMissingAndForgetsThem()
    {
        var (first, second) = (await AddAsync("a"), await AddAsync("b"));
        var asking = AskAsync(EmitScope.Everyone, Minute);
        first.AnswerAll("1");

        Time.Advance(Minute);

        var results = (await asking.Soon()).ToDictionary(static result => result.ClientId);
        Assert.Equal((AckOutcome.Answered, AckOutcome.TimedOut), (results["a"].Outcome, results["b"].Outcome));
        Assert.Equal(0, second.PendingAcks);
        second.AnswerAll("late");
        Assert.Equal(2, results.Count);
    }

    [Fact]
    public async Task Ask_ClientLeaves_IsDisconnected()
    {
        var client = await AddAsync("a");
        var asking = AskAsync(EmitScope.Everyone, Minute);

        client.Leave();

        Assert.Equal(AckOutcome.Disconnected, Assert.Single(await asking.Soon()).Outcome);
    }

    [Fact]
    public async Task Ask_ClientTakesNoMore_IsNotWaitedFor()
    {
        var client = await AddAsync("a");
        client.RefusesAcks = true;

        Assert.NotEqual(AckOutcome.Answered, Assert.Single(await AskAsync(EmitScope.Everyone, Minute).Soon()).Outcome);
    }

    [Fact]
    public async Task Ask_Cancelled_ThrowsAndForgets()
    {
        var client = await AddAsync("a");
        using var cancelled = new CancellationTokenSource();
        var asking = AskAsync(EmitScope.Everyone, Minute, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.Soon());
        Assert.Equal(0, client.PendingAcks);
    }
}
