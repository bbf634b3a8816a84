using Gateways.Protocol;

namespace Gateways.Dispatch;

/// <summary>A client's wish for an answer, in the hands of the application.</summary>
internal sealed class AckHandle(GatewayClient client, byte[] ackId, SharedAck? shared) : IAck
{
    private int _isCompleted;

    public bool IsRequested => ackId.Length > 0;

    public bool IsCompleted => Volatile.Read(ref _isCompleted) != 0 || shared is { IsClaimed: true };

    /// <summary>Takes the right to answer; it is given once.</summary>
    public bool TryClaim() => IsRequested && Interlocked.Exchange(ref _isCompleted, 1) == 0;

    public bool Send()
    {
        if (!TryAnswer())
        {
            return false;
        }

        client.ReplyAck(ackId, default);
        return true;
    }

    public bool Send<T>(T value)
    {
        // Serialised first: a value that cannot be leaves the answer open.
        using var payload = ScratchWriter.Rent();
        if (value is not null)
        {
            payload.WriteJson(value, client.Engine.Json.GetTypeInfo<T>());
        }

        if (!TryAnswer())
        {
            return false;
        }

        client.ReplyAck(ackId, payload.WrittenSpan);
        return true;
    }

    public bool Fail(WsException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (!TryAnswer())
        {
            return false;
        }

        client.ReplyAckError(ackId, error);
        return true;
    }

    private bool TryAnswer() => IsRequested && (shared?.TryClaim() ?? true) && TryClaim();
}
