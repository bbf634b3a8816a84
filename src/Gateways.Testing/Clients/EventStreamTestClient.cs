using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace Gateways.Testing.Clients;

/// <summary>A client of Server-Sent Events: it only listens.</summary>
internal sealed class EventStreamTestClient : GatewayTestClient
{
    /// <summary>The server's goodbye, which is an event here.</summary>
    private const string DisconnectEvent = "disconnect";

    /// <summary>Where the client stands: for its next request, and for nobody else.</summary>
    private const string PlaceEvent = "place";

    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _cut = new();
    private readonly Task _reading;

    private EventStreamTestClient(TestLink link, HttpClient http, HttpResponseMessage response)
        : base(link)
    {
        _http = http;
        _response = response;
        _reading = Task.Run(ReadAsync);
    }

    public override GatewayTransports Transport => GatewayTransports.ServerSentEvents;

    public static async Task<GatewayTestClient> ConnectAsync(TestLink link, CancellationToken cancellationToken)
    {
        var refusal = default(GatewayTestConnectException);
        var http = new HttpClient(link.CreateHandler(error => refusal = error));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, link.Address(link.Path)) { Headers = { { "Accept", "text/event-stream" } } };
            foreach (var (name, value) in link.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            if (link.Resumes?.LastEventId is { } lastEventId)
            {
                request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
            }

            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return refusal is null ? new EventStreamTestClient(link, http, response) : throw refusal;
        }
        catch (Exception error)
        {
            http.Dispose();
            throw error is OperationCanceledException or GatewayTestConnectException ? error : link.Failed(error);
        }
    }

    private protected override Task SendCoreAsync(string eventName, JsonElement[] arguments) => throw OnlyListens(eventName);

    private protected override Task<CallAnswer> CallCoreAsync(string eventName, JsonElement[] arguments) => throw OnlyListens(eventName);

    /// <summary>There is none: the stream goes the other way.</summary>
    private protected override Task SayGoodbyeAsync()
    {
        Cut();
        return Task.CompletedTask;
    }

    private protected override void Cut()
    {
        try
        {
            _cut.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was released.
        }
    }

    private protected override async ValueTask ReleaseAsync()
    {
        Cut();
        await _reading.ConfigureAwait(false);
        _http.Dispose();
        _cut.Dispose();
    }

    private static NotSupportedException OnlyListens(string eventName) => new($"'{eventName}' was not sent: a client of Server-Sent Events only listens.");

    private async Task ReadAsync()
    {
        var end = default(GatewayTestDisconnect);
        try
        {
            var stream = await _response.Content.ReadAsStreamAsync(_cut.Token).ConfigureAwait(false);
            var parser = SseParser.Create(stream, static (_, data) => data.ToArray());
            await foreach (var item in parser.EnumerateAsync(_cut.Token).ConfigureAwait(false))
            {
                LastEventId = parser.LastEventId is { Length: > 0 } id ? id : null;
                end = Take(item.EventType, item.Data) ?? end;
            }
        }
        catch (Exception error)
        {
            // Cut, by either side.
            end ??= _cut.IsCancellationRequested ? new GatewayTestDisconnect(Code: null, "") : new GatewayTestDisconnect(Code: null, "", Error: error);
        }

        // To a test server, this is the end of the connection.
        _response.Dispose();
        OnEnded(end ?? new GatewayTestDisconnect(Code: null, ""));
    }

    private GatewayTestDisconnect? Take(string eventName, byte[] data)
    {
        JsonElement payload;
        var name = eventName;
        try
        {
            payload = JsonElement.Parse(data);
            name = eventName.StartsWith('"') ? JsonElement.Parse(eventName).GetString()! : eventName;
        }
        catch (JsonException)
        {
            OnMalformed($"{eventName}: {Encoding.UTF8.GetString(data)}");
            return null;
        }

        if (eventName == DisconnectEvent && payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("message", out var text) && payload.TryGetProperty("mayReconnect", out var mayReconnect))
        {
            return new GatewayTestDisconnect(Code: null, text.GetString()!, mayReconnect.GetBoolean());
        }

        if (eventName != PlaceEvent)
        {
            OnArrived(name, [payload]);
        }

        return null;
    }
}
