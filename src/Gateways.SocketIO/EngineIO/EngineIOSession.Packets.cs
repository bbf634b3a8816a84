namespace Gateways.SocketIO.EngineIO;

internal abstract partial class EngineIOSession
{
    /// <summary>Takes the text of one packet.</summary>
    /// <returns>Incomplete when no more is to be read until it completes.</returns>
    private ValueTask OnPacket(ReadOnlyMemory<byte> text)
    {
        if (!EngineIOPacket.TryRead(text, out var packet))
        {
            Depart(EngineIODeparture.ParseError);
            return default;
        }

        Revive(packet.Type == EngineIOPacketType.Pong);
        switch (packet.Type)
        {
            case EngineIOPacketType.Message:
                return Hand(packet.Data, isText: true);
            case EngineIOPacketType.Binary:
                return Hand(EngineIOBase64.Decode(packet.Data.Span), isText: false);
            case EngineIOPacketType.Close when IsPolling:
                SayGoodbye();
                break;
            case EngineIOPacketType.Close:
                Depart(EngineIODeparture.TransportClose);
                break;
            case EngineIOPacketType.Ping:
                // Since version 4 it is the server that pings.
                Depart(EngineIODeparture.BadTransportUse);
                break;
        }

        return default;
    }

    private ValueTask OnBytes(ReadOnlyMemory<byte> message)
    {
        Revive(isPong: false);
        return Hand(message, isText: false);
    }

    /// <summary>What fails above, in the application's code or our own, ends this session in good order and nothing else.</summary>
    private ValueTask Hand(ReadOnlyMemory<byte> message, bool isText)
    {
        try
        {
            return OnMessage(message, isText);
        }
        catch (Exception error)
        {
            Fail(error);
            return default;
        }
    }

    /// <summary>The application has failed, or the protocol above.</summary>
    protected void Fail(Exception error)
    {
        Log.MessageFailed(Logger, Id, error);
        Depart(EngineIODeparture.Failed);
    }
}
