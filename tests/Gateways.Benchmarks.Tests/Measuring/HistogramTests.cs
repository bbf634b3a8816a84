namespace Gateways.Benchmarks.Tests.Measuring;

public class HistogramTests
{
    private readonly Histogram _histogram = new();

    [Fact]
    public void Nothing_Recorded_IsZero() => Assert.Equal(0, _histogram.Microseconds(.5));

    [Theory]
    [InlineData(.01, 1)]
    [InlineData(.07, 7)]
    [InlineData(.50, 50)]
    [InlineData(.99, 99)]
    [InlineData(.991, 100)]
    [InlineData(1, 100)]
    public void SmallValues_AreExact(double quantile, long nanoseconds)
    {
        for (int value = 1; value <= 100; value++)
        {
            _histogram.Record(value);
        }

        Assert.Equal(nanoseconds / 1000.0, _histogram.Microseconds(quantile));
    }

    [Fact]
    public void Quantiles_OfAnyMagnitude_AreOffByLessThanOnePercent()
    {
        var random = new Random(1);
        long[] values = [.. Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 25))];
        foreach (long value in values)
        {
            _histogram.Record(value);
        }

        Array.Sort(values);
        foreach (double quantile in new[] { .001, .1, .25, .5, .75, .9, .99, .999 })
        {
            double exact = values[(int)Math.Ceiling(quantile * values.Length) - 1] / 1000.0;
            Assert.InRange(_histogram.Microseconds(quantile), exact * .99, exact * 1.01);
        }
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    public void OneValue_IsItsOwnQuantile_AndNeverExceedsTheLargest(long value)
    {
        _histogram.Record(value);

        Assert.Equal(value, _histogram.Max);
        Assert.InRange(_histogram.Microseconds(.5), value * .992 / 1000.0, value / 1000.0);
    }

    [Fact]
    public void NegativeTime_CountsAsNone()
    {
        _histogram.Record(-5);

        Assert.Equal((1, 0, 0.0), (_histogram.Count, _histogram.Max, _histogram.Microseconds(1)));
    }

    [Fact]
    public void Clear_ForgetsEverything()
    {
        _histogram.Record(1_000_000);
        _histogram.Clear();
        _histogram.Record(10);

        Assert.Equal((1, 10, .01), (_histogram.Count, _histogram.Max, _histogram.Microseconds(1)));
    }
}
