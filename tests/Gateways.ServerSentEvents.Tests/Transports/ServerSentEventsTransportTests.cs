using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Gateways.Specification.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.ServerSentEvents.Tests.Transports;

/// <summary>The specification for a client that only listens.</summary>
public sealed class ServerSentEventsTransportTests : ListeningSpecification
{
    protected override GatewayTransports Kind => GatewayTransports.ServerSentEvents;

    /// <summary>A stream that goes one way has no goodbye from the other side.</summary>
    protected override CloseReason GoodbyeReason => CloseReason.ConnectionLost;

    /// <summary>A block without data is no event.</summary>
    protected override string NoPayload => "null";

    protected override void AddTransport(IGatewaysBuilder builder) => builder.AddServerSentEvents();

    protected override async Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request) => await EventStreamClient.ConnectAsync(host.Address, request);

    protected override async Task<IAsyncDisposable> OpenStuckAsync(SpecificationHost host, string path)
    {
        var raw = await RawWebSocket.OpenAsync(host.Port, receiveBuffer: 4096);
        await raw.SendAsync(RawHttp.Request(path));
        return raw;
    }

    /// <summary>Who may come back is told so in a stream: any status but 200 ends an EventSource for good.</summary>
    protected override async Task<Refusal> AskInVainAsync(SpecificationHost host, ClientRequest request)
    {
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(host.Address) { Path = request.Path, Query = request.Query }.Uri);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await http.SendAsync(message).Soon();
        var body = await response.Content.ReadAsStringAsync().Soon();
        if (!response.IsSuccessStatusCode)
        {
            Assert.InRange((int)response.StatusCode, 400, 404);
            return new Refusal((int)response.StatusCode, body);
        }

        var parser = new EventStreamParser();
        parser.Feed(Encoding.UTF8.GetBytes(body));
        var goodbye = Assert.Single(parser.Events);
        Assert.Equal("disconnect", goodbye.Type);
        Assert.True(JsonDocument.Parse(goodbye.Data).RootElement.GetProperty("mayReconnect").GetBoolean());
        Assert.NotNull(parser.Retry);
        return new Refusal(null, goodbye.Data);
    }

    protected override async Task SendGarbageAsync(SpecificationHost host, string path, Random random)
    {
        foreach (var request in Garbage.Requests(path))
        {
            await using var whole = await RawWebSocket.OpenAsync(host.Port);
            await whole.SendAsync(request);
            await Record.ExceptionAsync(() => whole.ReadHeadAsync());
            await using var half = await RawWebSocket.OpenAsync(host.Port);
            await half.SendAsync(request[..random.Next(request.Length)]);
        }
    }
}
