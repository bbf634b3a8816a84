using System.Net;
using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.ServerSentEvents.Tests.Endpoints;

/// <summary><c>[Sse]</c> on controllers, and its like for minimal APIs.</summary>
public sealed class SseEndpointTests
{
    [Theory]
    [InlineData("/notifications/stream/ann")]
    [InlineData("/minimal/stream/ann")]
    [InlineData("/notifications/mine?as=ann")]
    public async Task Observable_OfItems_AreEventsOfOneUser(string path)
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        await using var client = await ListenAsync(host, path);
        await host.Feeds.Events.ChangedAsync().Soon();

        host.Feeds.Events.Next(new("bob", new { Id = 1 }));
        host.Feeds.Events.Next(new("ann", new { Id = 2 }));

        Assert.Equal("""{"id":2}""", await client.HearAsync("notification"), ignoreCase: true);
        Assert.Equal("no", Assert.Single(client.Response.Headers.GetValues("X-Accel-Buffering")));
        Assert.Equal("text/event-stream", client.Response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Authorize_OnTheAction_KeepsOutWhoIsNobody()
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();

        Assert.Equal(401, (await Assert.ThrowsAsync<ConnectRefusedException>(() => ListenAsync(host, "/notifications/mine"))).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<ConnectRefusedException>(() => ListenAsync(host, "/notifications/numbers?missing=true"))).Status);
        Assert.Equal(0, host.Feeds.Numbers.Count);
    }

    [Theory]
    [InlineData("/notifications/numbers")]
    [InlineData("/minimal/numbers")]
    public async Task Observable_OfValues_StreamsThemToItsEnd(string path)
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        await using var client = await ListenAsync(host, path);
        await host.Feeds.Numbers.ChangedAsync().Soon();

        for (var i = 0; i < 100; i++)
        {
            host.Feeds.Numbers.Next(i);
        }

        host.Feeds.Numbers.Complete();

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"{i}", await client.HearAsync("number"));
        }

        await client.Closed;
        await host.Feeds.Numbers.ChangedAsync().Soon();
        Assert.Equal(0, host.Feeds.Numbers.Count);
    }

    [Theory]
    [InlineData("/notifications/numbers")]
    [InlineData("/minimal/numbers")]
    public async Task Observable_ClientLeaves_SubscriptionIsDisposedOf(string path)
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        await using var client = await ListenAsync(host, path);
        await host.Feeds.Numbers.ChangedAsync().Soon();

        client.Abort();

        await host.Feeds.Numbers.ChangedAsync().Soon();
        Assert.Equal(0, host.Feeds.Numbers.Count);
    }

    [Fact]
    public async Task Observable_Fails_StreamEndsAndTheErrorIsLoggedAndNotTold()
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(host.Address, "/notifications/numbers"), HttpCompletionOption.ResponseHeadersRead).Soon();
        await host.Feeds.Numbers.ChangedAsync().Soon();
        host.Feeds.Numbers.Next(1);

        host.Feeds.Numbers.Fail(new ApplicationException("secret"));

        var stream = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(stream);
        Assert.Equal("event: number", await reader.ReadLineAsync().Soon());
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync().Soon());
        await host.Feeds.Numbers.ChangedAsync().Soon();
        Assert.Equal(0, host.Feeds.Numbers.Count);
        Assert.Contains(host.Log.Lines, static line => line.Error is ApplicationException);
    }

    [Fact]
    public async Task Observable_MoreThanAClientTakes_EndsItsStreamAndNobodyElses()
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        await using var stuck = await RawWebSocket.OpenAsync(host.Address.Port, receiveBuffer: 4096);
        await stuck.SendAsync(RawHttp.Request("/notifications/stream/ann"));
        await host.Feeds.Events.ChangedAsync().Soon();
        await using var healthy = await ListenAsync(host, "/notifications/stream/bob");
        await host.Feeds.Events.ChangedAsync().Soon();

        // The subscription goes when the reader comes to the error, or when the server finds the reader too slow: it stays no longer than that.
        var text = new string('x', 20_000);
        for (var i = 0; i < 3000; i++)
        {
            host.Feeds.Events.Next(new("ann", text));
        }

        host.Feeds.Events.Next(new("bob", 1));
        Assert.Equal("1", await healthy.HearAsync("notification"));
        await stuck.DisposeAsync();
        await host.Feeds.Events.ChangedAsync().Soon();
        Assert.Equal(1, host.Feeds.Events.Count);
    }

    [Theory]
    [InlineData("/notifications/values")]
    [InlineData("/minimal/values")]
    public async Task Values_ClientLeaves_EnumerationIsCancelled(string path)
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        await using var client = await ListenAsync(host, path);
        host.Feeds.Values.Writer.TryWrite(7);
        Assert.Equal("7", await client.HearAsync("message"));

        client.Abort();

        await host.Feeds.Ended.Task.Soon();
    }

    [Theory]
    [InlineData("/notifications/values")]
    [InlineData("/minimal/values")]
    public async Task Values_NoneForAWhile_HeadIsThereAndCommentsKeepItAlive(string path)
    {
        var time = new FakeTimeProvider();
        await using var host = await EndpointHost.StartAsync<NotificationsController>(time);
        await using var client = await ListenAsync(host, path);

        for (var i = 0; i < 3; i++)
        {
            var comment = client.NextCommentAsync();
            while (!comment.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            await comment;
            host.Feeds.Values.Writer.TryWrite(i);
            Assert.Equal($"{i}", await client.HearAsync("message"));
        }
    }

    [Theory]
    [InlineData("/notifications/items")]
    [InlineData("/minimal/items")]
    public async Task Items_HaveTheirNamesAndIds(string path)
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        await using var client = await ListenAsync(host, path);
        host.Feeds.Values.Writer.TryWrite(7);
        host.Feeds.Values.Writer.Complete();

        Assert.Equal("line 7\nsecond", await client.HearAsync("item"));
        await client.Closed;
        Assert.Equal("7", client.LastEventId);
    }

    [Fact]
    public async Task Items_AreAskedForBeforeTheHeadIsSent()
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        await using var client = await ListenAsync(host, "/minimal/order");

        Assert.Equal("false", await client.HearAsync("message"));
    }

    [Theory]
    [InlineData("/notifications/values")]
    [InlineData("/minimal/values")]
    public async Task Stop_WhileAStreamIsOpen_EndsItQuietly(string path)
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(host.Address, path), HttpCompletionOption.ResponseHeadersRead).Soon();
        host.Feeds.Values.Writer.TryWrite(7);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync().Soon());
        Assert.Equal("data: 7", await reader.ReadLineAsync().Soon());

        await host.StopAsync().Soon();

        Assert.Equal("\n", await reader.ReadToEndAsync().Soon());
        await host.Feeds.Ended.Task.Soon();
        Assert.DoesNotContain(host.Log.Lines, static line => line.Error is not null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void KeepAliveInterval_ThatCannotBe_IsRefused(int seconds)
    {
        var result = TypedResults.Sse(new Subject<int>());

        Assert.Throws<ArgumentOutOfRangeException>(() => result.KeepAliveInterval = TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Action_ThatReturnsNoStream_IsAnErrorWhenTheApplicationStarts()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => EndpointHost.StartAsync<BrokenController>());

        Assert.Contains("'Number' on 'Gateways.ServerSentEvents.Tests.Endpoints.BrokenController' has [Sse] but returns 'System.Int32'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherMethods_AreNotAllowed()
    {
        await using var host = await EndpointHost.StartAsync<NotificationsController>();
        using var http = new HttpClient();

        using var response = await http.PostAsync(new Uri(host.Address, "/notifications/items"), null).Soon();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    private static Task<EventStreamClient> ListenAsync(EndpointHost host, string path)
    {
        var parts = path.Split('?');
        return EventStreamClient.ConnectAsync(host.Address, new ClientRequest(parts[0], parts.Length > 1 ? parts[1] : ""));
    }
}
