namespace Gateways.Benchmarks.Tests.Matrix;

public class ComparisonResultTests
{
    private static readonly Comparison Ratio = new() { Row = "r", Workload = "w", Ours = "us", Peer = "them", Metric = "cpu", Aim = 0.85 };
    private static readonly Comparison Limit = new() { Row = "l", Workload = "w", Ours = "us", Peer = "them", Metric = "cpu", Limit = 100 };

    [Theory]
    [InlineData(8.5, true)]
    [InlineData(8.6, false)]
    public void Ratio_IsOfMedians_AndMetUpToTheAim(double ours, bool isMet)
    {
        ComparisonResult result = ComparisonResult.Of(Ratio, [.. Runs.Rounds("us", "w", "cpu", 1, ours, 99), .. Runs.Rounds("them", "w", "cpu", 10, 0, 1000)]);

        Assert.Equal(ours / 10, result.Ratio!.Value, 12);
        Assert.Equal(isMet, result.IsMet);
    }

    [Fact]
    public void OtherWorkloads_DoNotMixIn()
    {
        ComparisonResult result = ComparisonResult.Of(Ratio, [.. Runs.Rounds("us", "w", "cpu", 5), .. Runs.Rounds("us", "other", "cpu", 500, 500), .. Runs.Rounds("them", "w", "cpu", 10)]);

        Assert.Equal(0.5, result.Ratio);
    }

    [Fact]
    public void MissingSide_IsNeitherMetNorMissed()
    {
        Assert.Null(ComparisonResult.Of(Ratio, Runs.Rounds("us", "w", "cpu", 1)).IsMet);
        Assert.Null(ComparisonResult.Of(Ratio, Runs.Rounds("them", "w", "cpu", 1)).IsMet);
        Assert.Null(ComparisonResult.Of(Limit, Runs.Rounds("them", "w", "cpu", 1)).IsMet);
    }

    [Fact]
    public void PeerOfZero_GivesNoRatio()
    {
        ComparisonResult result = ComparisonResult.Of(Ratio, [.. Runs.Rounds("us", "w", "cpu", 1), .. Runs.Rounds("them", "w", "cpu", 0)]);

        Assert.Null(result.Ratio);
        Assert.Null(result.IsMet);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(100.1, false)]
    public void Limit_NeedsNoPeer(double ours, bool isMet) =>
        Assert.Equal(isMet, ComparisonResult.Of(Limit, Runs.Rounds("us", "w", "cpu", ours)).IsMet);

    [Fact]
    public void Faults_OnEitherSideOfARatio_ProveNothing()
    {
        RunRecord ours = Runs.Of("us", "w", 0, ("cpu", 1)), faulty = Runs.Of("us", "w", 0, ("cpu", 1), ("errors", 1));
        RunRecord peer = Runs.Of("them", "w", 0, ("cpu", 10)), faultyPeer = Runs.Of("them", "w", 0, ("cpu", 10), ("closed", 1));

        Assert.True(ComparisonResult.Of(Ratio, [ours, peer]).IsMet);
        Assert.False(ComparisonResult.Of(Ratio, [faulty, peer]).IsMet);
        Assert.False(ComparisonResult.Of(Ratio, [ours, faultyPeer]).IsMet);
        Assert.True(ComparisonResult.Of(Limit, [ours, faultyPeer]).IsMet);
    }

    [Fact]
    public void RoundThatFailed_AmongGoodOnes_IsNotForgotten() =>
        Assert.False(ComparisonResult.Of(Limit, [Runs.Of("us", "w", 0, ("cpu", 1)), Runs.Failed("us", "w", 1, "hung")]).IsMet);
}
