namespace Gateways.Benchmarks.Tests.Matrix;

public class SpreadTests
{
    [Theory]
    [InlineData(new[] { 5.0 }, 5, 5, 5)]
    [InlineData(new[] { 9.0, 1, 5 }, 5, 1, 9)]
    [InlineData(new[] { 10.0, 1, 2, 4 }, 3, 1, 10)]
    public void Median_IsTheMiddle_OrBetweenTheTwo(double[] values, double median, double lowest, double highest) =>
        Assert.Equal(new Spread(median, lowest, highest, values.Length), Spread.Of(values));

    [Fact]
    public void NoValues_AreNoSpread() => Assert.Null(Spread.Of([]));

    [Fact]
    public void RunsWithoutTheFigure_DoNotCountAsZero()
    {
        RunRecord[] runs = [Runs.Of("a", "w", 0, ("x", 4)), Runs.Failed("a", "w", 1, "gone"), Runs.Of("a", "w", 2, ("y", 1))];

        Assert.Equal(new Spread(4, 4, 4, 1), Spread.Of(runs, "x"));
    }
}
