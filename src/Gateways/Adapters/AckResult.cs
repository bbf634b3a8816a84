using System.Text;
using System.Text.Json;

namespace Gateways.Adapters;

/// <summary>What one client made of an emit that wanted an ack.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Outcome">Whether it answered.</param>
/// <param name="Body">Its answer: a JSON value, or empty; of several the first.</param>
/// <param name="Arguments">All values, where there are several or bytes among them; else null.</param>
public readonly record struct AckResult(string ClientId, AckOutcome Outcome, ReadOnlyMemory<byte> Body, MessageArguments? Arguments = null)
{
    /// <summary>How much of what a client says an exception repeats.</summary>
    private const int MaxErrorBytes = 512;

    /// <summary>What went wrong, as text of at most 512 bytes: what a client that failed has said; of one that has answered, that its answer is not what was expected.</summary>
    public string ErrorText
    {
        get
        {
            if (Outcome == AckOutcome.Answered)
            {
                return "The answer does not have the expected type.";
            }

            var body = Body.Span;
            return body.IsEmpty ? "error" : ReadText(body) ?? Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxErrorBytes)]);
        }
    }

    private static string? ReadText(ReadOnlySpan<byte> body)
    {
        if (body[0] != (byte)'"' || body.Length > MaxErrorBytes)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            return reader.GetString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
