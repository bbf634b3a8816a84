using System.Net.ServerSentEvents;
using Gateways;

namespace Microsoft.AspNetCore.Http;

/// <summary>Results for endpoints that stream Server-Sent Events.</summary>
public static class SseTypedResultsExtensions
{
    extension(TypedResults)
    {
        /// <summary>Streams the values of an observable, from the request to its end: <c>app.MapGet("/ticks", (Ticker ticker) =&gt; TypedResults.Sse(ticker.Ticks, "tick"))</c>.</summary>
        /// <remarks>The subscription is disposed of when the request ends. 1024 values wait for a client that reads slowly; one more ends its stream, as an error of the observable does.</remarks>
        /// <typeparam name="T">The values: written as JSON, text as it is.</typeparam>
        /// <param name="values">The observable, subscribed to once for each request.</param>
        /// <param name="eventType">The event's name. Default: none, which an <c>EventSource</c> hears as <c>message</c>.</param>
        public static SseResult<T> Sse<T>(IObservable<T> values, string? eventType = null)
        {
            ArgumentNullException.ThrowIfNull(values);
            return new SseResult<T>(SseItems.Name(values.ToAsyncEnumerable(), eventType));
        }

        /// <summary>Streams the items of an observable, each with a name, id and reconnection interval of its own.</summary>
        /// <remarks>The subscription is disposed of when the request ends. 1024 items wait for a client that reads slowly; one more ends its stream, as an error of the observable does.</remarks>
        /// <typeparam name="T">What the items hold: written as JSON, text as it is.</typeparam>
        /// <param name="items">The observable, subscribed to once for each request.</param>
        public static SseResult<T> Sse<T>(IObservable<SseItem<T>> items)
        {
            ArgumentNullException.ThrowIfNull(items);
            return new SseResult<T>(items.ToAsyncEnumerable());
        }

        /// <summary>Streams values as they come. No value is asked for before the one before it is written.</summary>
        /// <typeparam name="T">The values: written as JSON, text as it is.</typeparam>
        /// <param name="values">The values; cancelled and disposed of when the request ends.</param>
        /// <param name="eventType">The event's name. Default: none, which an <c>EventSource</c> hears as <c>message</c>.</param>
        public static SseResult<T> Sse<T>(IAsyncEnumerable<T> values, string? eventType = null)
        {
            ArgumentNullException.ThrowIfNull(values);
            return new SseResult<T>(SseItems.Name(values, eventType));
        }

        /// <summary>Streams items as they come, each with a name, id and reconnection interval of its own.</summary>
        /// <typeparam name="T">What the items hold: written as JSON, text as it is.</typeparam>
        /// <param name="items">The items; cancelled and disposed of when the request ends.</param>
        public static SseResult<T> Sse<T>(IAsyncEnumerable<SseItem<T>> items)
        {
            ArgumentNullException.ThrowIfNull(items);
            return new SseResult<T>(items);
        }
    }
}
