using System.Buffers;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Gateways.Hosting;

/// <summary>
/// The handshake of a client that came by HTTP. Takes from the request what it needs and holds on to nothing of it: the request's own
/// objects serve other requests after this client has left.
/// </summary>
public sealed class HttpGatewayHandshake : GatewayHandshake
{
    private const string AuthParameter = "auth";
    private const string BearerPrefix = "Bearer ";
    private static readonly JsonDocumentOptions AuthOptions = new() { MaxDepth = 32 };

    private readonly KeyValuePair<string, string>[] _headers;
    private readonly string? _path;
    private readonly string? _queryString;
    private readonly JsonElement? _givenAuth;
    private IReadOnlyDictionary<string, string>? _headerIndex;
    private IReadOnlyDictionary<string, string>? _query;
    private object? _auth;

    /// <summary>Takes the handshake from a request.</summary>
    /// <param name="context">The request that opens the connection.</param>
    /// <param name="time">The clock.</param>
    /// <param name="auth">The auth payload, for protocols that send one of their own; null to take it from the query.</param>
    public HttpGatewayHandshake(HttpContext context, TimeProvider time, JsonElement? auth = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(time);
        var request = context.Request;
        _headers = Copy(request.Headers);
        _givenAuth = auth;
        _queryString = request.QueryString.Value;
        _path = request.PathBase.Add(request.Path).Value;
        RemoteAddress = context.Connection.RemoteIpAddress;
        IsSecure = request.IsHttps;
        Time = time.GetUtcNow();
    }

    private HttpGatewayHandshake(HttpGatewayHandshake other, JsonElement auth, bool isRecovered)
    {
        IsRecovered = isRecovered;
        _headers = other._headers;
        _givenAuth = auth;
        _queryString = other._queryString;
        _path = other._path;
        RemoteAddress = other.RemoteAddress;
        IsSecure = other.IsSecure;
        Time = other.Time;
    }

    /// <summary>The same handshake with an auth payload that came later, for a connection with several clients.</summary>
    /// <param name="auth">The payload.</param>
    /// <param name="isRecovered">Whether the client was away for a moment.</param>
    public HttpGatewayHandshake WithAuth(JsonElement auth, bool isRecovered = false) => new(this, auth, isRecovered);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Headers => _headerIndex ??= new Dictionary<string, string>(_headers, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Query => _query ??= ReadQuery().ToDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override JsonElement Auth => _givenAuth ?? (JsonElement)(_auth ??= ReadAuth());

    /// <inheritdoc/>
    public override string? Token
    {
        get
        {
            // A place that is empty has none: the next one is looked at.
            if (GetAuthText("token") is { Length: > 0 } token)
            {
                return token;
            }

            if (Headers.TryGetValue("Authorization", out var header)
                && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
                && header.AsSpan(BearerPrefix.Length).Trim() is { IsEmpty: false } bearer)
            {
                return bearer.ToString();
            }

            return Query.GetValueOrDefault("access_token") is { Length: > 0 } query ? query : null;
        }
    }

    /// <inheritdoc/>
    public override bool IsRecovered { get; }

    /// <inheritdoc/>
    public override IPAddress? RemoteAddress { get; }

    /// <inheritdoc/>
    public override DateTimeOffset Time { get; }

    /// <inheritdoc/>
    public override bool IsSecure { get; }

    /// <inheritdoc/>
    public override string Url => _path + _queryString;

    /// <inheritdoc/>
    /// <remarks>Builds no index of headers or query that would stay with the connection.</remarks>
    public override HandshakeSnapshot TakeSnapshot(GatewayTransports transport) => new(_headers, _query ?? ReadQuery(), RemoteAddress, Time, IsSecure, Url, transport);

    /// <summary>Copied in one go: a request that is asked for an enumerator keeps it, and a connection its request.</summary>
    private static KeyValuePair<string, string>[] Copy(IHeaderDictionary headers)
    {
        var count = headers.Count;
        var rented = ArrayPool<KeyValuePair<string, StringValues>>.Shared.Rent(count);
        headers.CopyTo(rented, 0);
        var copy = new KeyValuePair<string, string>[count];
        for (var i = 0; i < count; i++)
        {
            copy[i] = new(rented[i].Key, rented[i].Value.ToString());
        }

        ArrayPool<KeyValuePair<string, StringValues>>.Shared.Return(rented, clearArray: true);
        return copy;
    }

    private IEnumerable<KeyValuePair<string, string>> ReadQuery() =>
        QueryHelpers.ParseQuery(_queryString).Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.Count > 0 ? pair.Value[0] ?? "" : ""));

    /// <summary>A client may write anything into its query: what is no JSON object is no auth payload.</summary>
    private JsonElement ReadAuth()
    {
        if (Query.TryGetValue(AuthParameter, out var text) && text.StartsWith('{'))
        {
            try
            {
                using var document = JsonDocument.Parse(text, AuthOptions);
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                return default;
            }
        }

        return default;
    }
}
