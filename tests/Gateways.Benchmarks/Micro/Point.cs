namespace Gateways.Benchmarks.Micro;

/// <summary>
/// A body without a heap of its own, so that what is allocated around it is the dispatch path's. Without a constructor too: for one, System.Text.Json
/// allocates an array of arguments.
/// </summary>
public record struct Point
{
    public int X { get; set; }

    public int Y { get; set; }
}
