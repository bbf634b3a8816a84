using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Gateways.ServerSentEvents.Tests.Endpoints;

/// <summary>The controller of NestJS's own example, one to one: <c>@Sse('stream/:userId')</c>, an Observable of MessageEvent, filtered and mapped.</summary>
[Route("notifications")]
public sealed class NotificationsController(Feeds feeds) : ControllerBase
{
    [Sse("stream/{userId}")]
    public IObservable<SseItem<string>> Stream(string userId) => Selected.From(
        feeds.Events,
        one => one.UserId == userId,
        static one => new SseItem<string>(JsonSerializer.Serialize(one.Payload), "notification"));

    [Sse("mine")]
    [Authorize]
    public IObservable<SseItem<object>> Mine() => Selected.From(
        feeds.Events,
        one => one.UserId == User.Identity!.Name,
        static one => new SseItem<object>(one.Payload, "notification"));

    [Sse("numbers", EventType = "number")]
    public ActionResult<IObservable<int>> Numbers([FromQuery] bool missing) => missing ? NotFound() : new ActionResult<IObservable<int>>(feeds.Numbers);

    [Sse("values", KeepAliveSeconds = 1)]
    public async Task<IAsyncEnumerable<int>> ValuesAsync()
    {
        await Task.Yield();
        return feeds.ReadAsync();
    }

    [Sse("items")]
    public IAsyncEnumerable<SseItem<string>> Items() => feeds.ReadItemsAsync();
}
