using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Gateways;

/// <summary>Observables as streams.</summary>
public static class ObservableExtensions
{
    private const int Capacity = 1024;

    /// <summary>
    /// The values of an observable, from the subscription, which happens with the first read, to its end. An observable cannot be slowed down: its values wait for the reader, and when more
    /// than <paramref name="capacity"/> of them do, the stream ends with an error. The subscription ends with the enumeration.
    /// </summary>
    /// <param name="source">The observable.</param>
    /// <param name="capacity">How many values may wait. Default: 1024.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="InvalidOperationException">While enumerating: the reader is too slow.</exception>
    public static async IAsyncEnumerable<T> ToAsyncEnumerable<T>(this IObservable<T> source, int capacity = Capacity, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var observer = new ChannelObserver<T>(capacity);
        using var subscription = source.Subscribe(observer);
        await foreach (var item in observer.Values.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    private sealed class ChannelObserver<T>(int capacity) : IObserver<T>
    {
        private readonly Channel<T> _values = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });

        public ChannelReader<T> Values => _values.Reader;

        public void OnNext(T value)
        {
            if (!_values.Writer.TryWrite(value))
            {
                _values.Writer.TryComplete(new InvalidOperationException($"More than {capacity} values of an observable wait for a client: it reads too slowly."));
            }
        }

        public void OnError(Exception error) => _values.Writer.TryComplete(error);

        public void OnCompleted() => _values.Writer.TryComplete();
    }
}
