namespace Gateways.ServerSentEvents.Tests.Endpoints;

/// <summary>An observable that says what it is told to everyone who listens: enough of RxJS's for the example.</summary>
public sealed class Subject<T> : IObservable<T>
{
    private readonly List<IObserver<T>> _observers = [];
    private readonly SemaphoreSlim _changed = new(0);

    public int Count
    {
        get
        {
            lock (_observers)
            {
                return _observers.Count;
            }
        }
    }

    public IDisposable Subscribe(IObserver<T> observer)
    {
        lock (_observers)
        {
            _observers.Add(observer);
        }

        _changed.Release();
        return new Subscription(this, observer);
    }

    public void Next(T value) => Tell(observer => observer.OnNext(value));

    public void Fail(Exception error) => Tell(observer => observer.OnError(error));

    public void Complete() => Tell(static observer => observer.OnCompleted());

    /// <summary>Completes when somebody has come or gone once more.</summary>
    public Task ChangedAsync() => _changed.WaitAsync();

    private void Tell(Action<IObserver<T>> tell)
    {
        IObserver<T>[] observers;
        lock (_observers)
        {
            observers = [.. _observers];
        }

        Array.ForEach(observers, tell);
    }

    private sealed class Subscription(Subject<T> subject, IObserver<T> observer) : IDisposable
    {
        public void Dispose()
        {
            lock (subject._observers)
            {
                subject._observers.Remove(observer);
            }

            subject._changed.Release();
        }
    }
}
