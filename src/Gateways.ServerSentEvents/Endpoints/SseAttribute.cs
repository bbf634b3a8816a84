using System.Diagnostics.CodeAnalysis;
using Gateways.ServerSentEvents.Endpoints;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Gateways;

/// <summary>
/// Makes an action of a controller an endpoint of Server-Sent Events, as NestJS's <c>@Sse()</c> does. The action returns <see cref="IObservable{T}"/> or <see cref="IAsyncEnumerable{T}"/>, of values
/// or of <see cref="System.Net.ServerSentEvents.SseItem{T}"/> (NestJS's <c>MessageEvent</c>), also in a task or an <see cref="ActionResult{TValue}"/>; anything else it returns at run time, such as
/// <c>NotFound()</c>, is left as it is. Sends what <see cref="SseResult{T}"/> sends, so minimal APIs do the same with <c>TypedResults.Sse(..)</c>.
/// </summary>
/// <remarks>
/// <para>NestJS's own example, with a <c>Subject</c> that the rest of the application speaks through (System.Reactive has one; any <see cref="IObservable{T}"/> will do):</para>
/// <code>
/// [Route("notifications")]
/// public sealed class NotificationsController(Subject&lt;UserEvent&gt; events) : ControllerBase
/// {
///     [Sse("stream/{userId}")]
///     public IObservable&lt;SseItem&lt;object&gt;&gt; Stream(string userId) => events
///         .Where(one => one.UserId == userId)
///         .Select(one => new SseItem&lt;object&gt;(one.Payload, "notification"));
/// }
/// </code>
/// <para>
/// Each request subscribes for itself, before the head of the response is sent, and its subscription ends with it. C# converts no interface by itself, so an action that returns
/// <c>ActionResult&lt;IObservable&lt;T&gt;&gt;</c> wraps its stream: <c>new ActionResult&lt;IObservable&lt;T&gt;&gt;(stream)</c>, or <c>Ok(stream)</c>.
/// </para>
/// <para>
/// Two things NestJS does are not done here. It numbers the messages; here an item has an <c>id:</c> when it brings one (<c>EventId</c>), for only the application knows what to send to a client that comes back with it. And it
/// sends <c>event: error</c> with the text when the observable fails; here the stream ends, the error is in the server's log, and an <c>EventSource</c> comes back. To tell the page, end the stream with an item of one's own:
/// <c>.Catch(..)</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SseAttribute : HttpGetAttribute, IActionModelConvention
{
    /// <summary>At the controller's own route.</summary>
    public SseAttribute()
    {
    }

    /// <summary>At a route of its own.</summary>
    /// <param name="template">The route, for example <c>stream/{userId}</c>.</param>
    public SseAttribute([StringSyntax("Route")] string template)
        : base(template)
    {
    }

    /// <summary>The event's name, for values that bring none. Default: none, which an <c>EventSource</c> hears as <c>message</c>.</summary>
    public string? EventType { get; init; }

    /// <summary>After how many seconds without an item a comment is sent. Default: 15.</summary>
    public int KeepAliveSeconds { get; init; } = 15;

    /// <summary>Looks at what the action returns, once, when the application starts.</summary>
    /// <param name="action">The action.</param>
    /// <exception cref="InvalidOperationException">It returns no stream.</exception>
    public void Apply(ActionModel action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (KeepAliveSeconds < 1)
        {
            throw new InvalidOperationException($"KeepAliveSeconds of '{action.DisplayName}' is {KeepAliveSeconds}: make it at least 1.");
        }

        action.Filters.Add(SseActionFilter.Create(action, EventType, TimeSpan.FromSeconds(KeepAliveSeconds)));
    }
}
