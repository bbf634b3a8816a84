using System.Text;
using System.Text.Json;
using Gateways.Connecting;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.SocketIO.EngineIO;
using Gateways.SocketIO.Packets;

namespace Gateways.SocketIO.Clients;

internal sealed partial class SocketIOConnection
{
    private const string InvalidNamespace = "Invalid namespace";
    private const string TooManyNamespaces = "Too many namespaces";
    private static readonly JsonElement NoAuth = JsonElement.Parse("{}");

    /// <summary>A client that is new is told that it is in, before its connection hook can say anything; one that is back knows it already.</summary>
    protected override void OnAccepted(IGatewaySession session)
    {
        if (FindAsking(session) is { } client)
        {
            Accept(client, session);
            FlushWrites();
        }
    }

    /// <summary>Queues the answer to a CONNECT; whoever calls it flushes, when it holds no lock any more.</summary>
    private void Accept(SocketIOClient client, IGatewaySession session)
    {
        lock (_clients)
        {
            if (client.State == SocketIOClientState.Ended)
            {
                return;
            }

            client.State = SocketIOClientState.Joined;
            client.AdmittedAs = client.Resumption is { } resumed ? resumed.Session.AdmittedAs : session.Client.UserIdentifier;
            client.Pid ??= client.Sessions is null ? null : EngineIOId.Create();
            client.Resumption = null;
            _connectBy = 0;
        }

        using var packet = ScratchWriter.Rent();
        _server.Codec.WriteConnect(packet, session.Client.Namespace, session.ClientId, client.Pid);
        QueueApart(packet.WrittenSpan);
    }

    /// <summary>
    /// Before it was let in, a client gets a CONNECT_ERROR; after, when its hook has failed, the event every transport sends, and its end. Both are final for it. So what may pass, a failure or a
    /// time-out, closes the connection instead, where nobody else is on it: the client comes back.
    /// </summary>
    protected override void Refuse(IGatewaySession session, ConnectionRefusal refusal)
    {
        SocketIOClient? client;
        bool wasJoined, comesBack;
        lock (_clients)
        {
            client = Find(session);
            wasJoined = client?.State == SocketIOClientState.Joined;
            comesBack = refusal.Reason.MayReconnect && CountLive() == 1;
        }

        if (client is null)
        {
            _ = session.EndAsync(refusal.Reason);
            return;
        }

        using var packets = ScratchWriter.Rent();
        if (wasJoined)
        {
            _server.Codec.WriteEvent(packets, new EventFrame { Namespace = client.Namespace, EventName = "\"exception\""u8, Arguments = refusal.ToJson(), ArgumentCount = 1 });
        }

        if (!comesBack && wasJoined)
        {
            _server.Codec.WriteDisconnect(packets, client.Namespace);
        }
        else if (!comesBack)
        {
            _server.Codec.WriteConnectError(packets, Encoding.UTF8.GetBytes(client.Namespace), refusal.Message, refusal.Data.Span);
        }

        if (!packets.WrittenSpan.IsEmpty)
        {
            EnqueueCopy(packets.WrittenSpan);
        }

        if (comesBack)
        {
            Close(refusal.Reason);
        }
        else
        {
            End(client, session, refusal.Reason, refusal.Message);
        }
    }

    /// <summary>Ends one client; the connection stays, unless it was the only one and is invited back, which Socket.IO can say only by closing.</summary>
    protected override void CloseClient(IGatewaySession session, CloseReason reason)
    {
        SocketIOClient? client;
        bool isAlone;
        lock (_clients)
        {
            client = Find(session);
            isAlone = CountLive() == 1;
        }

        if (client is null)
        {
            return;
        }

        if (reason.MayReconnect && isAlone)
        {
            Close(reason);
            return;
        }

        using var packet = ScratchWriter.Rent();
        _server.Codec.WriteDisconnect(packet, client.Namespace);
        EnqueueCopy(packet.WrittenSpan);
        End(client, session, reason, "server namespace disconnect");
    }

    private void Connect(in SocketIOPacket packet)
    {
        var name = Encoding.UTF8.GetString(packet.Namespace.Span);
        if (_server.Find(name, _port, out var routeValues) is not { } host)
        {
            RefuseConnect(packet.Namespace.Span, InvalidNamespace);
            return;
        }

        var auth = packet.HasJson ? ReadAuth(packet.Json) : NoAuth;
        bool isKnown, isFull;
        lock (_clients)
        {
            isKnown = Find(packet.Namespace.Span) is { State: not SocketIOClientState.Ended };
            isFull = !isKnown && CountLive() >= _server.Options.MaxNamespacesPerConnection;
        }

        if (isKnown)
        {
            CloseAs(EngineIODeparture.ForcedClose);
        }
        else if (isFull)
        {
            RefuseConnect(packet.Namespace.Span, TooManyNamespaces);
        }
        else
        {
            var sessions = _server.FindSessions(host);
            var client = new SocketIOClient(name == host.Path ? host.Path : name, EngineIOId.Create()) { Sessions = sessions, Resumption = FindResumption(sessions, name, auth) };
            Add(client);
            if (client.Resumption is { } resumption)
            {
                _ = ConnectAfterAsync(resumption.Session, host, client, auth, routeValues);
            }
            else
            {
                Connect(host, client, auth, routeValues);
            }
        }
    }

    /// <summary>Packets come one at a time, so nobody else adds. Of clients that have ended the last ones are remembered: more than that many are not under way.</summary>
    private void Add(SocketIOClient client)
    {
        lock (_clients)
        {
            _clients.RemoveAll(other => other.State == SocketIOClientState.Ended && other.Namespace == client.Namespace);
            if (_clients.Count - CountLive() >= _server.Options.MaxNamespacesPerConnection)
            {
                _clients.Remove(_clients.Find(static other => other.State == SocketIOClientState.Ended)!);
            }

            _clients.Add(client);
        }
    }

    private int CountLive() => _clients.Count(static client => client.State != SocketIOClientState.Ended);

    private void Connect(GatewayHost host, SocketIOClient client, JsonElement auth, IReadOnlyDictionary<string, string>? routeValues)
    {
        var handshake = auth.GetPropertyCount() == 0 ? _handshake : _handshake.WithAuth(WithoutSecrets(auth));
        var request = host.CreateRequest(GatewayTransports.SocketIO, handshake, _user, routeValues: routeValues);
        if (!request.Namespace.Equals(client.Namespace, StringComparison.Ordinal))
        {
            // Written in another way than the namespace is, which the client would not recognise.
            lock (_clients)
            {
                _clients.Remove(client);
            }

            RefuseConnect(Encoding.UTF8.GetBytes(client.Namespace), InvalidNamespace);
            return;
        }

        if (client.Resumption is { } resumption && _server.Options.ConnectionStateRecovery!.SkipGuards)
        {
            SkipGuards(host, client, request, resumption);
        }

        if (host.Connect(this, request, client.Id) is not { } session)
        {
            lock (_clients)
            {
                _clients.Remove(client);
            }

            // A refusal would be final: a client whose connection is closed comes back.
            Close(CloseReason.ServerShutdown);
            return;
        }

        EngineIODeparture? end;
        lock (_clients)
        {
            client.Session = session;
            end = _end;
        }

        if (end is not null)
        {
            // The connection went while the client came.
            _ = session.EndAsync(end.Reason, description: end.Text);
        }
    }

    private void RefuseConnect(ReadOnlySpan<byte> @namespace, string message)
    {
        using var packet = ScratchWriter.Rent();
        _server.Codec.WriteConnectError(packet, @namespace, message, default);
        EnqueueCopy(packet.WrittenSpan);
    }

    /// <summary>The client has said goodbye to a namespace.</summary>
    private void Leave(SocketIOClient client, CloseReason reason, string text)
    {
        lock (_clients)
        {
            _clients.Remove(client);
        }

        _ = client.Session!.EndAsync(reason, description: text);
    }

    /// <summary>This side ends a client.</summary>
    private void End(SocketIOClient client, IGatewaySession session, CloseReason reason, string text)
    {
        lock (_clients)
        {
            client.State = SocketIOClientState.Ended;
        }

        _ = session.EndAsync(reason, description: text);
    }

    private SocketIOClient? FindAsking(IGatewaySession session)
    {
        lock (_clients)
        {
            return Find(session) is { State: SocketIOClientState.Asking } client ? client : null;
        }
    }

    /// <summary>A client by its session; while it is being let in, only the session's id is known.</summary>
    private SocketIOClient? Find(IGatewaySession session)
    {
        foreach (var client in _clients)
        {
            if (client.State != SocketIOClientState.Ended && client.Id.Equals(session.ClientId, StringComparison.Ordinal))
            {
                client.Session = session;
                return client;
            }
        }

        return null;
    }

    private JsonElement ReadAuth(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(JsonText.ReplaceHalfPairs(json), new JsonDocumentOptions { MaxDepth = _server.Limits.MaxDepth });
        return document.RootElement.Clone();
    }
}
