using Gateways.Dispatch;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateways.Connecting;

/// <summary>Why a client is not let in, ready for its transport to say.</summary>
/// <param name="Reason">Named for logs and metrics; its code is the WebSocket close code.</param>
/// <param name="Message">What the client is told.</param>
/// <param name="Data">More for the client: a JSON value, or empty.</param>
public sealed record ConnectionRefusal(CloseReason Reason, string Message, ReadOnlyMemory<byte> Data = default)
{
    /// <summary>The status of the HTTP response, where the client can still be refused by one: 400 policy violation, 401 unauthorized, 403 refused, 500 internal error, 503 time-out or a server that is stopping.</summary>
    public int StatusCode => Reason.Name switch
    {
        "policy-violation" => StatusCodes.Status400BadRequest,
        "unauthorized" => StatusCodes.Status401Unauthorized,
        "internal-error" => StatusCodes.Status500InternalServerError,
        "connect-timeout" or "server-shutdown" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status403Forbidden,
    };

    /// <summary>Answers a request with the refusal.</summary>
    public async Task WriteAsync(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var body = ToJson();
        response.StatusCode = StatusCode;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body).ConfigureAwait(false);
    }

    /// <summary>A refusal by an exception of the application that is meant for the client.</summary>
    internal static ConnectionRefusal From(WsException error, GatewayJson json, ILogger logger) =>
        new(CloseReason.Refused, error.Message, error.Error is string ? default : ExceptionPayload.SerializeOwn(error.Error, json, logger));

    /// <summary>The whole refusal as JSON, in the shape of every other error: <c>{"status":"error","message":..,"data":..}</c>.</summary>
    public byte[] ToJson()
    {
        using var scratch = ScratchWriter.Rent();
        var json = scratch.StartJson();
        json.WriteStartObject();
        json.WriteString("status"u8, "error"u8);
        json.WriteString("message"u8, Message);
        if (!Data.IsEmpty)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(Data.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return scratch.WrittenSpan.ToArray();
    }
}
