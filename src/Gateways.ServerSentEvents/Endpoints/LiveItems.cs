using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Gateways;

/// <summary>Keeps a response alive while its items are awaited. Whoever writes the items waits for the next one meanwhile, so that nobody else writes.</summary>
internal static class LiveItems
{
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();

    public static async IAsyncEnumerable<SseItem<T>> Keep<T>(
        IAsyncEnumerable<SseItem<T>> items, HttpResponse response, TimeSpan interval, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        var enumerator = items.GetAsyncEnumerator(cancellationToken);
        await using (enumerator.ConfigureAwait(false))
        {
            while (await MoveNextAsync(enumerator.MoveNextAsync(), response, interval, time, cancellationToken).ConfigureAwait(false))
            {
                yield return enumerator.Current;
            }
        }
    }

    /// <summary>Ends with the item, and not before: an enumerator that is still moving cannot be disposed of.</summary>
    private static async ValueTask<bool> MoveNextAsync(ValueTask<bool> moving, HttpResponse response, TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
    {
        if (moving.IsCompleted)
        {
            return await moving.ConfigureAwait(false);
        }

        var next = moving.AsTask();
        while (!cancellationToken.IsCancellationRequested && !await IsDoneAsync(next, interval, time).ConfigureAwait(false))
        {
            try
            {
                await response.Body.WriteAsync(Comment, cancellationToken).ConfigureAwait(false);
                await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // The client has left; the items hear of it from the token.
                break;
            }
        }

        return await next.ConfigureAwait(false);
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
