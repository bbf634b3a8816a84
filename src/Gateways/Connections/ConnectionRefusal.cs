namespace Gateways.Connections;

/// <summary>Why a client is not let in, ready for its transport to say.</summary>
/// <param name="Reason">Named for logs and metrics; its code is the WebSocket close code.</param>
/// <param name="Message">What the client is told.</param>
/// <param name="Data">More for the client: a JSON value, or empty.</param>
public sealed record ConnectionRefusal(CloseReason Reason, string Message, ReadOnlyMemory<byte> Data = default)
{
    /// <summary>The status of the HTTP response, where the client can still be refused by one: 401 for <see cref="CloseReason.Unauthorized"/>, else 403.</summary>
    public int StatusCode => Reason == CloseReason.Unauthorized ? 401 : 403;

    /// <summary>The whole refusal as JSON, in the shape of every other error: <c>{"status":"error","message":..,"data":..}</c>.</summary>
    public byte[] ToJson()
    {
        using var scratch = Protocol.ScratchWriter.Rent();
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
