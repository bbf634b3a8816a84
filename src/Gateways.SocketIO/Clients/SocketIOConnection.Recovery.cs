using System.Text.Json;
using Gateways.Adapters;
using Gateways.Connecting;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.Recovery;
using Gateways.SocketIO.EngineIO;
using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.Clients;

internal sealed partial class SocketIOConnection
{
    private const string PidKey = "pid";
    private const string OffsetKey = "offset";
    private const string ParseErrorText = "parse error";

    /// <summary>How long a client that is back waits until its old link's handlers and disconnect hook have ended.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>What a client has missed is not there any more; it was let in unasked, and is asked when it comes again.</summary>
    private static readonly CloseReason TooLate = new("recovery-too-late", 1013, "too late to resume", true);

    /// <summary>A client that comes back has the same id.</summary>
    protected override bool KeepsOwnEvents => _server.Options.ConnectionStateRecovery is not null;

    /// <summary>A client that wants to resume does so here, when its guards have let it in; when it cannot, it is the new client that it would have been anyway, or ends here when it has passed none.</summary>
    protected override ValueTask EnterAsync(IGatewaySession session)
    {
        if (FindAsking(session) is not { Resumption: { } resumption } client)
        {
            return base.EnterAsync(session);
        }

        if (TryResume(client, session, resumption))
        {
            return default;
        }

        Forget(client);
        if (!resumption.SkipsGuards)
        {
            return base.EnterAsync(session);
        }

        _ = session.EndAsync(TooLate);
        Close(TooLate);
        return default;
    }

    /// <summary>What a client wants to resume, when it can be resumed at all. It is forgotten here: a secret opens once.</summary>
    private static SocketIOResumption? FindResumption(SocketIOSavedSessions? sessions, string @namespace, JsonElement auth)
    {
        if (sessions is null
            || !auth.TryGetProperty(PidKey, out var pid)
            || !auth.TryGetProperty(OffsetKey, out var offset)
            || pid.ValueKind != JsonValueKind.String
            || offset.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return sessions.TryTake(pid.GetString()!, @namespace, out var session) ? new SocketIOResumption(session, offset.GetString()!) : null;
    }

    /// <summary>
    /// A place is taken when it is free: when handlers and the disconnect hook of who had it have ended. Until then the client waits, at the door and before its guards; when that takes too long
    /// it is a new client, under another id.
    /// </summary>
    private async Task ConnectAfterAsync(SocketIOSavedSession session, GatewayHost host, SocketIOClient client, JsonElement auth, IReadOnlyDictionary<string, string>? routeValues)
    {
        try
        {
            await session.Ended.WaitAsync(LongestWait, Engine.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!session.Ended.IsCompletedSuccessfully)
            {
                RecoveryLog.StillEnding(Logger, Id, session.Namespace, LongestWait);
                Forget(client);
            }

            if (!HasEnded)
            {
                Connect(host, client, auth, routeValues);
            }
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    /// <summary>Whether the connection has, so that whoever waited at its door is not to be let in.</summary>
    private bool HasEnded
    {
        get
        {
            lock (_clients)
            {
                return _end is not null;
            }
        }
    }

    private void Forget(SocketIOClient client)
    {
        lock (_clients)
        {
            client.Resumption = null;
        }
    }

    /// <summary>Nobody is asked about a client that will be who it was, as far as can be said before it is.</summary>
    private void SkipGuards(GatewayHost host, SocketIOClient client, ConnectRequest request, SocketIOResumption resumption)
    {
        var saved = resumption.Session;
        if (request.UserIdentifier is not null && request.UserIdentifier != saved.AdmittedAs)
        {
            return;
        }

        var canResume = false;
        if (host.FindLog(request.Namespace) is { } log)
        {
            lock (log.Gate)
            {
                canResume = TryReadMissed(log, resumption, out _);
            }
        }

        if (canResume)
        {
            resumption.SkipsGuards = true;
            request.AdmitAs(saved.User, saved.AdmittedAs);
        }
        else
        {
            Forget(client);
        }
    }

    /// <summary>The auth payload without the secrets of recovery, which are nobody's business.</summary>
    private JsonElement WithoutSecrets(JsonElement auth)
    {
        if (_server.Options.ConnectionStateRecovery is null || !(auth.TryGetProperty(PidKey, out _) || auth.TryGetProperty(OffsetKey, out _)))
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
    /// Attaches a client that comes back: its id, its rooms, what it has missed, and the CONNECT, in one step against everything that is emitted meanwhile. Its guards have
    /// run, so that nobody hears what is not for them.
    /// </summary>
    /// <returns>False when it has to start anew: it is another user, the log does not reach back, it is too much, or its link is gone again. Nothing has happened then.</returns>
    private bool TryResume(SocketIOClient client, IGatewaySession session, SocketIOResumption resumption)
    {
        var saved = resumption.Session;
        if (!string.Equals(saved.AdmittedAs, session.Client.UserIdentifier, StringComparison.Ordinal) || session.Log is not { } log)
        {
            return false;
        }

        lock (log.Gate)
        {
            if (!TryReadMissed(log, resumption, out var missed) || !TryTakePlace(client, saved))
            {
                return false;
            }

            // Only now: guards have run, and nobody has seen what another user left here.
            session.Resume(saved.ClientId, saved.UserIdentifier, saved.Data, _handshake.WithAuth(session.Client.Handshake.Auth, isRecovered: true));
            MessageLog.CompleteNow(base.EnterAsync(session));

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
        }

        FlushWrites();
        return true;
    }

    private bool TryReadMissed(MessageLog log, SocketIOResumption resumption, out IReadOnlyList<LoggedMessage> missed)
    {
        var saved = resumption.Session;
        return log.TryReadMissed(resumption.Offset, saved.ClientId, saved.UserIdentifier, saved.Rooms, Engine.Options.MaxOutboundBytes / 2, out missed);
    }

    /// <returns>False when the connection has ended: the place was given back then, and may be somebody else's by now.</returns>
    private bool TryTakePlace(SocketIOClient client, SocketIOSavedSession saved)
    {
        lock (_clients)
        {
            if (_end is not null)
            {
                return false;
            }

            (client.Id, client.Pid) = (saved.ClientId, saved.Pid);
            return true;
        }
    }

    /// <summary>
    /// A client's end with its connection. What it needs to come back is kept before the end begins, when it has left in a way that lets it: whoever was sent away, or sent what is no packet, starts
    /// anew. One whose link broke again before it had its place back gives it back.
    /// </summary>
    private Task EndAsync(SocketIOClient client, EngineIODeparture departure)
    {
        // Off this thread, which may be the clock of all sessions: the first part of a disconnect hook runs at once.
        var end = new Task<Task>(() => client.Session?.EndAsync(departure.Reason, description: departure.Text) ?? Task.CompletedTask);
        var ended = end.Unwrap();
        if (client.Sessions is { } sessions && departure.Text != ParseErrorText && !SaysGoodbye(departure.Reason) && Keep(client, ended) is { } saved)
        {
            sessions.Save(saved);
        }

        end.Start(TaskScheduler.Default);
        return ended;
    }

    /// <summary>In one step against <see cref="Accept"/>: who is let in at this moment is there either as it was, or as who it has become.</summary>
    private SocketIOSavedSession? Keep(SocketIOClient client, Task ended)
    {
        IGatewayClient? left;
        string? pid, admittedAs;
        SocketIOSavedSession? unused;
        lock (_clients)
        {
            left = client.State == SocketIOClientState.Joined ? client.Session?.Client : null;
            unused = client.State == SocketIOClientState.Asking ? client.Resumption?.Session : null;
            (pid, admittedAs) = (client.Pid, client.AdmittedAs);
        }

        return left is not null && pid is not null
            ? new SocketIOSavedSession(client.Namespace, left.Id, pid, left.User, admittedAs, left.UserIdentifier, left.Rooms, left.Data, Engine.Time.GetTimestamp(), ended)
            : unused is null ? null : unused with { Ended = Task.WhenAll(unused.Ended, ended) };
    }

    private static partial class RecoveryLog
    {
        [LoggerMessage(1306, LogLevel.Warning, "Session {SessionId}: a client of {Namespace} is back, but handlers or the disconnect hook of its old link have not ended within {Timeout}. It starts anew.")]
        public static partial void StillEnding(ILogger logger, string sessionId, string @namespace, TimeSpan timeout);
    }
}
