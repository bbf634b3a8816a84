using Gateways.Protocol;

namespace Gateways.Dispatch;

/// <summary>A client's wish for an answer, in the hands of the application.</summary>
internal sealed class AckHandle(GatewayClient client, byte[] ackId, SharedAck? shared) : IAck
{
    private int _isCompleted;

    public bool IsRequested => ackId.Length > 0;

    public bool IsCompleted => Volatile.Read(ref _isCompleted) != 0 || shared is { IsClaimed: true };

    /// <summary>Looked at before a value is serialised. The right itself is taken after that: a value that cannot be serialised leaves the answer open.</summary>
    private bool CanAnswer => IsRequested && !IsCompleted;

    /// <summary>Takes the right to answer from this message's other gateways, if it has some, and then from the rest of its own; it is given once.</summary>
    public bool TryAnswer() => IsRequested && (shared?.TryClaim() ?? true) && TryClaim();

    /// <summary>Takes the right to answer, where it is this gateway that answers; it is given once.</summary>
    public bool TryClaim() => IsRequested && Interlocked.Exchange(ref _isCompleted, 1) == 0;

    public bool Send()
    {
        if (!TryAnswer())
        {
            return false;
        }

        client.ReplyAck(ackId, new AckFrame { Value = default });
        return true;
    }

    public bool Send<T>(T value)
    {
        if (!CanAnswer)
        {
            return false;
        }

        using var payload = ScratchWriter.Rent();
        if (value is MessageArguments arguments)
        {
            payload.WriteArguments(arguments, withBrackets: true);
            return Send(payload, isArguments: true);
        }

        if (value is not null)
        {
            payload.WriteJson(value, client.Engine.Json.GetTypeInfo<T>());
        }

        return Send(payload, isArguments: false);
    }

    public bool Send<T1, T2>(T1 first, T2 second)
    {
        if (!CanAnswer)
        {
            return false;
        }

        using var payload = ScratchWriter.Rent();
        payload.WriteByte((byte)'[');
        payload.WriteJson(client.Engine.Json, first, second);
        payload.WriteByte((byte)']');
        return Send(payload, isArguments: true);
    }

    public bool Send<T1, T2, T3>(T1 first, T2 second, T3 third)
    {
        if (!CanAnswer)
        {
            return false;
        }

        using var payload = ScratchWriter.Rent();
        payload.WriteByte((byte)'[');
        payload.WriteJson(client.Engine.Json, first, second, third);
        payload.WriteByte((byte)']');
        return Send(payload, isArguments: true);
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

    private bool Send(ScratchWriter payload, bool isArguments)
    {
        if (!TryAnswer())
        {
            return false;
        }

        client.ReplyAck(ackId, new AckFrame { Value = payload.WrittenSpan, Binaries = payload.Binaries, IsArguments = isArguments });
        return true;
    }}
