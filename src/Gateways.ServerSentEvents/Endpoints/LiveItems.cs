using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Gateways;

/// <summary>Keeps a response alive while its items are awaited. Whoever writes the items waits for the next one meanwhile, so that nobody else writes.</summary>
internal static class LiveItems
{
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();

    /// <summary>The items, and comments while there are none. The first item is asked for before the head of the response is sent: a client that sees the stream open hears what is said from then on.</summary>
    /// <param name="items">The items.</param>
    /// <param name="response">Where they go.</param>
    /// <param name="interval">After how long without an item a comment is sent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ending">Ends the stream, without an error: the application stops, or, as the enumeration's own token says, the client has left.</param>
    public static async IAsyncEnumerable<SseItem<T>> Keep<T>(
        IAsyncEnumerable<SseItem<T>> items, HttpResponse response, TimeSpan interval, TimeProvider time, [EnumeratorCancellation] CancellationToken ending)
    {
        var enumerator = items.GetAsyncEnumerator(ending);
        await using (enumerator.ConfigureAwait(false))
        {
            while (await MoveNextAsync(enumerator.MoveNextAsync(), response, interval, time, ending).ConfigureAwait(false))
            {
                yield return enumerator.Current;
            }
        }
    }

    /// <summary>Ends with the item, and not before: an enumerator that is still moving cannot be disposed of.</summary>
    private static async ValueTask<bool> MoveNextAsync(ValueTask<bool> moving, HttpResponse response, TimeSpan interval, TimeProvider time, CancellationToken ending)
    {
        try
        {
            if (moving.IsCompleted)
            {
                return await moving.ConfigureAwait(false);
            }

            var next = moving.AsTask();
            var isHeard = response.HasStarted || await TryWriteAsync(response, default, ending).ConfigureAwait(false);
            while (isHeard && !await IsDoneAsync(next, interval, time).ConfigureAwait(false))
            {
                isHeard = await TryWriteAsync(response, Comment, ending).ConfigureAwait(false);
            }

            return await next.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <returns>False when the client has left, or the application stops; the items hear of it from the token.</returns>
    private static async ValueTask<bool> TryWriteAsync(HttpResponse response, ReadOnlyMemory<byte> comment, CancellationToken ending)
    {
        try
        {
            await response.Body.WriteAsync(comment, ending).ConfigureAwait(false);
            await response.Body.FlushAsync(ending).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> IsDoneAsync(Task next, TimeSpan interval, TimeProvider time)
    {
        try
        {
            await next.WaitAsync(interval, time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!next.IsCompleted)
        {
            return false;
        }
        catch (Exception) when (next.IsCompleted)
        {
            // Its own failure: whoever awaits it hears of it.
        }

        return true;
    }
}
