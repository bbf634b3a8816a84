using System.Text.Json;
using Gateways.Adapters;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.Recovery;
using Gateways.SocketIO.EngineIO;

namespace Gateways.SocketIO.Clients;

internal sealed partial class SocketIOConnection
{
    private const string PidKey = "pid";
    private const string OffsetKey = "offset";
    private const string ParseErrorText = "parse error";

    /// <summary>A client that comes back has the same id.</summary>
    protected override bool KeepsOwnEvents => _server.Sessions is not null;

    /// <summary>What a client wants to resume, when it can be resumed at all. It is forgotten here: a secret opens once.</summary>
    private SocketIOResumption? FindResumption(GatewayHost host, string @namespace, JsonElement auth)
    {
        if (_server.Sessions is not { } sessions
            || !auth.TryGetProperty(PidKey, out var pid)
            || !auth.TryGetProperty(OffsetKey, out var offset)
            || pid.ValueKind != JsonValueKind.String
            || offset.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return sessions.TryTake(pid.GetString()!, @namespace, out var session) ? new SocketIOResumption(host, session, offset.GetString()!, auth) : null;
    }

    /// <summary>The auth payload without the secrets of recovery, which are nobody's business.</summary>
    private JsonElement WithoutSecrets(JsonElement auth)
    {
        if (_server.Sessions is null || !(auth.TryGetProperty(PidKey, out _) || auth.TryGetProperty(OffsetKey, out _)))
        {
            return auth;
        }

        using var scratch = ScratchWriter.Rent();
        var json = scratch.StartJson();
        json.WriteStartObject();
        foreach (var property in auth.EnumerateObject())
        {
            if (!property.NameEquals(PidKey) && !property.NameEquals(OffsetKey))
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return JsonElement.Parse(scratch.WrittenSpan);
    }

    /// <summary>
    /// Attaches a client that comes back: its rooms, what it has missed, and the CONNECT, in one step against everything that is emitted meanwhile. Its guards have
    /// run, so that nobody hears what is not for them.
    /// </summary>
    /// <returns>False when it has to start anew: it is another user, the log does not reach back, or it is too much.</returns>
    private bool TryResume(SocketIOClient client, IGatewaySession session, SocketIOResumption resumption)
    {
        var saved = resumption.Session;
        if (!string.Equals(saved.UserIdentifier, session.Client.UserIdentifier, StringComparison.Ordinal) || session.Log is not { } log)
        {
            return false;
        }

        lock (log.Gate)
        {
            if (!log.TryReadMissed(resumption.Offset, saved.ClientId, saved.UserIdentifier, saved.Rooms, Engine.Options.MaxOutboundBytes / 2, out var missed))
            {
                return false;
            }

            // Only now: guards have run, and nobody has seen what another user left here.
            session.Client.Data.Merge(saved.Data);
            // But no room that has become the id of a client meanwhile, one that was away itself: that nobody else may join.
            string[] rooms = [.. saved.Rooms.Where(room => session.Emitter.Adapter.Find(room) is null)];
            if (rooms.Length > 0)
            {
                MessageLog.CompleteNow(session.Client.JoinAsync(rooms));
            }

            // It was let in before: what is for everyone is for it at once, and not only when its hook has ended.
            MessageLog.CompleteNow(session.Emitter.Adapter.AdmitAsync((IAdapterClient)session, default));
            foreach (var message in missed)
            {
                EnqueueCopy(message.Message.Encode(Codec));
            }

            Accept(client, session);
            return true;
        }
    }

    /// <summary>Keeps what a client needs to come back, when it has left in a way that lets it: whoever was sent away, or sent what is no packet, starts anew.</summary>
    private void Save(SocketIOClient client, EngineIODeparture departure)
    {
        if (_server.Sessions is not { } sessions || client.Pid is not { } pid || departure.Text == ParseErrorText || SaysGoodbye(departure.Reason))
        {
            return;
        }

        if (client is { State: SocketIOClientState.Joined, Session: { } session })
        {
            sessions.Save(new SocketIOSavedSession(
                client.Namespace, session.ClientId, pid, session.Client.User, session.Client.UserIdentifier, session.Client.Rooms, session.Client.Data, Engine.Time.GetTimestamp()));
        }
        else if (client is { State: SocketIOClientState.Asking, Resumption.Session: { } unused })
        {
            // The link broke again while guards were asked.
            sessions.Save(unused);
        }
    }
}
