using System.Globalization;

namespace Gateways.Benchmarks.Cluster;

/// <summary><c>redis HOST:PORT</c>: what an emit and presence cost where servers share a Redis. Prints markdown.</summary>
internal static class RedisCommand
{
    public static async Task<int> RunAsync(string redis)
    {
        await EmitCost.RunAsync(redis, Console.Out);
        await PresenceCost.RunAsync(redis, Console.Out);
        return 0;
    }

    public static string Text(double number, string format = "0.00") => number.ToString(format, CultureInfo.InvariantCulture);

    public static double Quantile(IEnumerable<double> values, double quantile)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];
    }
}
