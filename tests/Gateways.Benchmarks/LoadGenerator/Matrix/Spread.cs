namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>The median of several rounds with the lowest and the highest.</summary>
internal readonly record struct Spread(double Median, double Lowest, double Highest, int Count)
{
    /// <summary>Null when there are no values.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
        {
            return null;
        }

        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>The spread of one figure over the runs that have it.</summary>
    public static Spread? Of(IEnumerable<RunRecord> records, string metric) => Of(records.Select(record => record.Metric(metric)).OfType<double>());
}
