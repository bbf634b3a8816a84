using System.Globalization;
using System.Threading.RateLimiting;
using Gateways.Dispatch;
using Gateways.Protocol;

namespace Gateways.RateLimiting;

/// <summary>The rate limits of one namespace: the application's, the gateways' own, and those of single handlers.</summary>
internal sealed class MessageRateLimiter(IReadOnlyList<PartitionedRateLimiter<RateLimitContext>> limiters, RateLimitRejection rejection)
{
    public const string Text = "Too many requests";

    private readonly Dictionary<MessageHandler, PartitionedRateLimiter<RateLimitContext>[]> _byHandler = [];

    public RateLimitRejection Rejection => rejection;

    public bool IsEmpty => limiters.Count == 0 && _byHandler.Count == 0;

    public void Add(MessageHandler handler, PartitionedRateLimiter<RateLimitContext>[] own)
    {
        if (own.Length > 0)
        {
            _byHandler[handler] = own;
        }
    }

    /// <summary>Takes a permit of every limit that a message is under.</summary>
    /// <param name="client">Who has sent it.</param>
    /// <param name="handler">Whom it is for; null where nobody handles it.</param>
    /// <param name="refusal">What a client over a limit is told, as JSON.</param>
    public bool TryAcquire(GatewayClient client, MessageHandler? handler, out byte[] refusal)
    {
        var context = new RateLimitContext(client, handler?.EventName ?? "");
        return TryAcquire(limiters, context, out refusal)
            && (handler is null || !_byHandler.TryGetValue(handler, out var own) || TryAcquire(own, context, out refusal));
    }

    private static bool TryAcquire(IReadOnlyList<PartitionedRateLimiter<RateLimitContext>> limiters, RateLimitContext context, out byte[] refusal)
    {
        refusal = [];
        foreach (var limiter in limiters)
        {
            using var lease = limiter.AttemptAcquire(context);
            if (!lease.IsAcquired)
            {
                refusal = Describe(lease);
                return false;
            }
        }

        return true;
    }

    /// <summary><code>{"status":"error","message":"Too many requests"[,"retryAfter":SECONDS]}</code></summary>
    private static byte[] Describe(RateLimitLease lease)
    {
        using var scratch = ScratchWriter.Rent();
        var json = scratch.StartJson();
        json.WriteStartObject();
        json.WriteString("status"u8, "error"u8);
        json.WriteString("message"u8, Text);
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            json.WritePropertyName("retryAfter"u8);
            json.WriteRawValue(Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
        json.Flush();
        return scratch.WrittenSpan.ToArray();
    }
}
