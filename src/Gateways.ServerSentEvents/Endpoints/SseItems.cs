using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Gateways;

/// <summary>Values as items of an event stream.</summary>
internal static class SseItems
{
    public static async IAsyncEnumerable<SseItem<T>> Name<T>(IAsyncEnumerable<T> values, string? eventType, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var value in values.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return new SseItem<T>(value, eventType);
        }
    }
}
