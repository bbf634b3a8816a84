namespace Gateways.Specification.Gateways;

/// <summary>An observable of texts, with at most one observer.</summary>
public sealed class Subject : IObservable<string>
{
    private readonly Signal _subscribed = new();
    private readonly Signal _disposed = new();
    private IObserver<string>? _observer;

    public IObserver<string> Observer => _observer!;

    public Task Subscribed => _subscribed.WaitAsync();

    public Task Disposed => _disposed.WaitAsync();

    public IDisposable Subscribe(IObserver<string> observer)
    {
        _observer = observer;
        _subscribed.Set();
        return new Subscription(_disposed);
    }

    private sealed class Subscription(Signal disposed) : IDisposable
    {
        public void Dispose() => disposed.Set();
    }
}
