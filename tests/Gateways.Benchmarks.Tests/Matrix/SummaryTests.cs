namespace Gateways.Benchmarks.Tests.Matrix;

public class SummaryTests
{
    private static readonly Comparison Row = new() { Row = "echo", Workload = "w", Ours = "us", Peer = "them", Metric = "cpu_s_per_m", Aim = 1, Stretch = 0.5 };

    [Fact]
    public void Tables_HoldMediansSpreadsAndRatios_WithoutTheYoungRounds()
    {
        string text = Write(
            [.. Runs.Rounds("them", "w", "cpu_s_per_m", 99, 99, 10, 12, 11), .. Runs.Rounds("us", "w", "cpu_s_per_m", 99, 99, 4, 5, 6)],
            [Row]);

        Assert.Contains("| them | 3 | 11 [10–12] |  | 1.00 |", text, StringComparison.Ordinal);
        Assert.Contains("| us | 3 | 5 [4–6] |  | 0.45 |", text, StringComparison.Ordinal);
        Assert.Contains("| echo | cpu_s_per_m | us 5 | them 11 | 0.45 | ratio ≤ 1.00 (stretch 0.50) | yes, stretch too |", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, "yes")]
    [InlineData(11, "no")]
    public void Aim_IsSaidInAWord(double ours, string word) =>
        Assert.Contains($"| {word} |", Write([.. Runs.Rounds("us", "w", "cpu_s_per_m", ours), .. Runs.Rounds("them", "w", "cpu_s_per_m", 10)], [Row]), StringComparison.Ordinal);

    [Fact]
    public void FailedRun_IsShown_EvenInARoundThatDoesNotCount()
    {
        string text = Write([Runs.Failed("us", "w", 0, "hung up"), .. Enumerable.Range(1, 4).Select(round => Runs.Of("us", "w", round, ("per_s", 1)))], []);

        Assert.Contains("- w, us, round 0: hung up", text, StringComparison.Ordinal);
    }

    [Fact]
    public void RowNobodyMeasured_IsLeftOut_OneThatFailedIsNot()
    {
        Comparison other = Row with { Row = "other", Workload = "elsewhere" };
        string text = Write([Runs.Failed("us", "w", 0, "hung up")], [Row, other]);

        Assert.Contains("| echo | cpu_s_per_m | not measured |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("| other |", text, StringComparison.Ordinal);
    }

    private static string Write(RunRecord[] records, Comparison[] comparisons)
    {
        using var output = new StringWriter();
        new Summary(records, comparisons).Write(output);
        return output.ToString();
    }
}
