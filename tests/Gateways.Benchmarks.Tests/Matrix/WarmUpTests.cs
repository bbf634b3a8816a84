namespace Gateways.Benchmarks.Tests.Matrix;

public class WarmUpTests
{
    [Theory]
    [InlineData(4, null, new[] { 0, 1, 2, 3 })]
    [InlineData(5, null, new[] { 2, 3, 4 })]
    [InlineData(5, 0, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(3, 1, new[] { 1, 2 })]
    [InlineData(2, 5, new int[0])]
    public void Rounds_OfAYoungServer_AreLeftOut(int rounds, int? skip, int[] counted)
    {
        RunRecord[] records = [.. Enumerable.Range(0, rounds).Select(round => Runs.Of("a", "w", round))];

        Assert.Equal(counted, WarmUp.Leave(records, skip).Select(record => record.Round));
    }

    [Fact]
    public void EachWorkload_HasItsOwnNumberOfRounds()
    {
        RunRecord[] records = [.. Enumerable.Range(0, 5).Select(round => Runs.Of("a", "many", round)), .. Enumerable.Range(0, 2).Select(round => Runs.Of("a", "few", round))];

        Assert.Equal(["many", "many", "many", "few", "few"], WarmUp.Leave(records, null).Select(record => record.Workload));
    }

    [Fact]
    public void WorkloadWithANewServerEachRound_KeepsAll()
    {
        RunRecord[] records = [.. Enumerable.Range(0, 5).Select(round => Runs.Of("a", "idle", round) with { Fresh = true })];

        Assert.Equal(5, WarmUp.Leave(records, null).Count);
    }
}
