namespace Gateways.Benchmarks.Tests.Matrix;

public class RunRecordTests
{
    [Fact]
    public void Line_WrittenAndParsed_IsTheSame()
    {
        RunRecord record = RunRecord.Parse((Runs.Of("a", "w", 3, ("per_s", 1.5)) with { Fresh = true }).ToJsonLine());

        Assert.Equal(("a", "w", 3, true, 1.5), (record.Server, record.Workload, record.Round, record.Fresh, record.Metric("per_s")));
    }

    [Fact]
    public void Faults_AreAllThatMustBeZero()
    {
        RunRecord record = Runs.Of("a", "w", 0, ("errors", 1), ("unexpected", 20), ("closed", 300), ("reordered", 4000), ("per_s", 9));

        Assert.Equal(4321, record.Faults);
        Assert.Equal(0, Runs.Of("a", "w", 0, ("per_s", 9)).Faults);
    }

    [Fact]
    public void FailedRun_IsAFault_AndHasNoFigures()
    {
        RunRecord record = Runs.Failed("a", "w", 0, "nothing came back");

        Assert.Equal((1, "nothing came back"), (record.Faults, record.Failure));
        Assert.Null(record.Metric("per_s"));
    }

    [Fact]
    public void FigureThatIsNoNumber_IsNone()
    {
        RunRecord record = RunRecord.Parse("""{"server":"a","load":"w","round":0,"r":{"gc":"1/0/0","rate":null,"stuck_disconnected":true}}""");

        Assert.Null(record.Metric("gc"));
        Assert.Null(record.Metric("rate"));
        Assert.Null(record.Metric("stuck_disconnected"));
    }
}
