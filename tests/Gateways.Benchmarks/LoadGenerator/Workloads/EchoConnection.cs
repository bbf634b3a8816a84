namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>A connection that keeps requests in flight: when each went out, whose turn is next, and which may go out again.</summary>
internal sealed class EchoConnection(int index, int depth) : LoadConnection(index)
{
    public readonly long[] SentAt = new long[depth];
    public readonly int[] Freed = new int[depth];
    public int FreedCount;
    public int NextId;
}
