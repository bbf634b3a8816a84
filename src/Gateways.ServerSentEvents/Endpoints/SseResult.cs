using System.Net.ServerSentEvents;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateways;

/// <summary>
/// The framework's own result for Server-Sent Events, with what keeps a long stream alive: its head is sent before the first item, a comment whenever nothing has been sent for a while, and
/// proxies are told not to buffer. Made by <c>TypedResults.Sse(..)</c>; payloads are written with the application's <c>HttpJsonOptions</c>, text as it is.
/// </summary>
/// <typeparam name="T">What the items hold.</typeparam>
public sealed class SseResult<T> : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    private const string EventStreamContentType = "text/event-stream";
    private readonly IAsyncEnumerable<SseItem<T>> _items;
    private TimeSpan _keepAliveInterval = TimeSpan.FromSeconds(15);

    internal SseResult(IAsyncEnumerable<SseItem<T>> items) => _items = items;

    /// <summary>After how long without an item a comment is sent; longer than zero. Default: 15 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not longer than zero.</exception>
    public TimeSpan KeepAliveInterval
    {
        get => _keepAliveInterval;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            _keepAliveInterval = value;
        }
    }

    /// <summary>200.</summary>
    public int? StatusCode => StatusCodes.Status200OK;

    /// <summary>Streams until the items end, one of them fails, the client leaves, or the application stops. The source of the items is disposed of in any case.</summary>
    /// <param name="httpContext">The request.</param>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.Headers["X-Accel-Buffering"] = "no";
        var services = httpContext.RequestServices;
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;

        // A page that stays open must not hold up the stop of the application: its stream ends, and the page comes back, to another server or the next one.
        var stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
        ServerSentEventsResult<T> stream = TypedResults.ServerSentEvents(LiveItems.Keep(_items, httpContext.Response, KeepAliveInterval, time, stopping));
        return stream.ExecuteAsync(httpContext);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(SseItem<T>), [EventStreamContentType]));
    }
}
