namespace Gateways.ServerSentEvents.Tests.Endpoints;

/// <summary>What is left of an observable, and what becomes of it: RxJS's <c>filter</c> and <c>map</c>.</summary>
public static class Selected
{
    public static IObservable<TOut> From<T, TOut>(IObservable<T> source, Func<T, bool> filter, Func<T, TOut> map) => new Observable<T, TOut>(source, filter, map);

    private sealed class Observable<T, TOut>(IObservable<T> source, Func<T, bool> filter, Func<T, TOut> map) : IObservable<TOut>
    {
        public IDisposable Subscribe(IObserver<TOut> observer) => source.Subscribe(new Observer<T, TOut>(observer, filter, map));
    }

    private sealed class Observer<T, TOut>(IObserver<TOut> next, Func<T, bool> filter, Func<T, TOut> map) : IObserver<T>
    {
        public void OnNext(T value)
        {
            if (filter(value))
            {
                next.OnNext(map(value));
            }
        }

        public void OnError(Exception error) => next.OnError(error);

        public void OnCompleted() => next.OnCompleted();
    }
}
