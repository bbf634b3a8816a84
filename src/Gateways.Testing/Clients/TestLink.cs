using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Gateways.Testing.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateways.Testing.Clients;

/// <summary>The way from one client to its server: address, headers, JSON; opens what the transport needs.</summary>
internal sealed class TestLink(GatewayTestHost host, TestServer server, LogRecorder log, GatewayTestClientOptions options, string path, JsonSerializerOptions json)
{
    /// <summary>The header by which the server's side of a client is found.</summary>
    private const string MarkHeader = "Gateways-Test-Client";

    private readonly string _mark = Guid.NewGuid().ToString("N");

    public string Path { get; } = path;

    public TimeSpan Timeout => options.Timeout;

    public JsonSerializerOptions Json { get; } = json;

    public GatewayTestLogLine[] Log => log.Lines;

    /// <summary>The client that comes back; null for a new one.</summary>
    public GatewayTestClient? Resumes => options.Resumes;

    public SocketIOTransportOptions SocketIO => host.Services.GetRequiredService<IOptions<SocketIOTransportOptions>>().Value;

    /// <summary>The auth payload; null when the client has none.</summary>
    public JsonElement? Auth => options.Auth is null ? null : Write(options.Auth);

    public IEnumerable<KeyValuePair<string, string>> Headers
    {
        get
        {
            var headers = options.Headers.Append(new(MarkHeader, _mark));
            return options.AccessToken is { } token ? headers.Append(new("Authorization", $"Bearer {token}")) : headers;
        }
    }

    /// <summary>The client as the server sees it; null when it is not there: not yet, or not any more.</summary>
    public IGatewayClient? FindServerSide() => host.Engine.Clients.FirstOrDefault(client => client.Handshake.Headers.GetValueOrDefault(MarkHeader) == _mark);

    /// <summary>The address of a path on the server, with the client's query.</summary>
    /// <param name="path">The path.</param>
    /// <param name="authInQuery">Whether the auth payload goes there too, as on every transport that has no better place.</param>
    public Uri Address(string path, bool authInQuery = true)
    {
        var query = options.Query.ToDictionary(static pair => pair.Key, static string? (pair) => pair.Value, StringComparer.Ordinal);
        if (authInQuery && Auth is { } auth)
        {
            query["auth"] = auth.GetRawText();
        }

        var root = server.BaseAddress.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri(QueryHelpers.AddQueryString(root + path, query));
    }

    /// <summary>Where the server speaks Engine.IO, over WebSocket. The auth payload is for the CONNECT packet.</summary>
    public Uri EngineIOAddress
    {
        get
        {
            var path = SocketIO.Path.TrimEnd('/') + (SocketIO.AddTrailingSlash ? "/" : "");
            return new Uri(QueryHelpers.AddQueryString(Address(path, authInQuery: false).AbsoluteUri, new Dictionary<string, string?> { ["EIO"] = "4", ["transport"] = "websocket" }));
        }
    }

    public JsonElement Write(object? value) => value switch
    {
        null => JsonElement.Parse("null"),
        JsonElement { ValueKind: not JsonValueKind.Undefined } element => element,
        _ => JsonSerializer.SerializeToElement(value, Json.GetTypeInfo(value.GetType())),
    };

    /// <summary>Opens a WebSocket.</summary>
    /// <exception cref="GatewayTestConnectException">The server refused, or failed.</exception>
    public async Task<WebSocket> OpenWebSocketAsync(Uri address, CancellationToken cancellationToken)
    {
        var client = server.CreateWebSocketClient();
        var (response, body) = (default(HttpResponse), default(RefusalBody));
        client.ConfigureRequest = request =>
        {
            response = request.HttpContext.Response;
            response.Body = body = new RefusalBody(response);
            foreach (var (name, value) in Headers)
            {
                request.Headers[name] = value;
            }
        };
        try
        {
            return await client.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException error) when (response is { StatusCode: >= StatusCodes.Status300MultipleChoices } refused)
        {
            throw Refused(refused.StatusCode, body!.Text, error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw Failed(error);
        }
    }

    /// <summary>The server behind an HTTP client, for transports that need one.</summary>
    /// <param name="onRefused">Told of an answer that is no success, before whoever asked throws it away.</param>
    public HttpMessageHandler CreateHandler(Action<GatewayTestConnectException> onRefused) =>
        new RefusalWatch(server.CreateHandler(), (status, body) => onRefused(Refused((int)status, body, inner: null)));

    /// <summary>The error for a connect that failed without a status.</summary>
    public GatewayTestConnectException Failed(Exception error) =>
        new($"The client could not connect to {Path}: {error.Message}", statusCode: null, body: "", error);

    /// <summary>The client is done with.</summary>
    public void Released(GatewayTestClient client) => host.Forget(client);

    private GatewayTestConnectException Refused(int status, string body, Exception? inner) =>
        new($"The server refused the client of {Path} with {status} ({(HttpStatusCode)status}).{(body.Length > 0 ? $" It said: {body}" : "")}", status, body, inner);
}
