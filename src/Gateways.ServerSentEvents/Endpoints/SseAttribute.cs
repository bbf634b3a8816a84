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
