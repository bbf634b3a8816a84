using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.ServerSentEvents.Tests.Clients;

/// <summary>A client that listens, as an EventSource does, on a connection of its own.</summary>
internal sealed class EventStreamClient : SpecificationClient
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly EventStreamParser _parser = new();
    private readonly Channel<string> _comments = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _aborted = new();
    private Task _reading = Task.CompletedTask;

    private EventStreamClient(HttpClient http, HttpResponseMessage response)
    {
        _http = http;
        _response = response;
    }

    public override bool OnlyListens => true;

    /// <summary>A block without data is no event.</summary>
    public override string NoPayload => "null";

    public HttpResponseMessage Response => _response;

    /// <summary>The last id it has seen.</summary>
    public string LastEventId { get; private set; } = "";

    public int? Retry { get; private set; }

    /// <summary>Opens a stream; a refusal is a <see cref="ConnectRefusedException"/>.</summary>
    public static async Task<EventStreamClient> ConnectAsync(Uri address, ClientRequest request, string? lastEventId = null)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8 });
        using var message = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address) { Path = request.Path, Query = request.Query }.Uri);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (request.Origin is { } origin)
        {
            message.Headers.Add("Origin", origin);
        }

        if (lastEventId is not null)
        {
            message.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead).Soon();
        if (!response.IsSuccessStatusCode)
        {
            http.Dispose();
            throw new ConnectRefusedException((int)response.StatusCode);
        }

        var client = new EventStreamClient(http, response);
        client._reading = Task.Run(client.ReadAsync);
        return client;
    }

    public Task<string> NextCommentAsync() => _comments.Reader.ReadAsync().Soon();

    public override Task EmitAsync(string eventName, params string[] json) => throw new NotSupportedException("It only listens.");

    public override Task<Ack> CallAsync(string eventName, params string[] json) => throw new NotSupportedException("It only listens.");

    public override Task CloseAsync()
    {
        Abort();
        return Task.CompletedTask;
    }

    public override void Abort()
    {
        _aborted.Cancel();
        _http.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        Abort();
        await _reading.Soon();
        _response.Dispose();
        _aborted.Dispose();
    }

    private async Task ReadAsync()
    {
        var told = "";
        try
        {
            await using var stream = await _response.Content.ReadAsStreamAsync();
            var buffer = new byte[4096];
            for (int count; (count = await stream.ReadAsync(buffer, _aborted.Token)) > 0;)
            {
                _parser.Feed(buffer.AsSpan(0, count));
                told = Take() ?? told;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            // Cut, by either side.
        }

        OnClosed(told);
    }

    private string? Take()
    {
        var told = default(string);
        (LastEventId, Retry) = (_parser.LastEventId, _parser.Retry);
        foreach (var one in _parser.Events)
        {
            if (one.Type == "disconnect")
            {
                told = JsonDocument.Parse(one.Data).RootElement.GetProperty("message").GetString();
            }
            else if (one.Type != "place")
            {
                OnEvent(one.Type, one.Data);
            }
        }

        _parser.Comments.ForEach(comment => _comments.Writer.TryWrite(comment));
        _parser.Events.Clear();
        _parser.Comments.Clear();
        return told;
    }
}
