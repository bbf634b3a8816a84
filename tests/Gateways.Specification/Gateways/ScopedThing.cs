namespace Gateways.Specification.Gateways;

/// <summary>A scoped service that tells when its scope ends.</summary>
public sealed class ScopedThing(Probe probe) : IAsyncDisposable
{
    private static int s_last;
    private readonly int _number = Interlocked.Increment(ref s_last);

    public int Number => IsDisposed ? throw new ObjectDisposedException(nameof(ScopedThing)) : _number;

    public bool IsDisposed { get; private set; }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        probe.Note("scope ends");
        return default;
    }
}
