using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Gateways.ServerSentEvents.Endpoints;

/// <summary>Streams what an action has returned.</summary>
/// <typeparam name="T">What the items hold.</typeparam>
internal sealed class SseActionFilter<T>(string? eventType, TimeSpan keepAlive) : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is ObjectResult { Value: { } value } && Find(value) is { } items)
        {
            context.Result = new SseActionResult(new SseResult<T>(items) { KeepAliveInterval = keepAlive });
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // The stream has ended.
    }

    private IAsyncEnumerable<SseItem<T>>? Find(object value) => value switch
    {
        IAsyncEnumerable<SseItem<T>> items => items,
        IObservable<SseItem<T>> items => items.ToAsyncEnumerable(),
        IAsyncEnumerable<T> values => SseItems.Name(values, eventType),
        IObservable<T> values => SseItems.Name(values.ToAsyncEnumerable(), eventType),
        _ => null,
    };
}
