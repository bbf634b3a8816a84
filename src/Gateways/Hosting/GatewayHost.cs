using System.Diagnostics;
using System.Security.Claims;
using Gateways.Connecting;
using Gateways.Connections;
using Gateways.Dispatch;
using Gateways.Infrastructure;
using Gateways.Namespaces;
using Gateways.Pipeline;
using Gateways.RateLimiting;
using Gateways.Recovery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Logging;

namespace Gateways.Hosting;

/// <summary>One namespace's gateways at run time, as transports see them.</summary>
public sealed partial class GatewayHost
{
    private readonly GatewaySettings _settings;
    private ConnectPipeline? _connecting;
    private HandlerPipeline _unknown = new();

    internal GatewayHost(GatewaySettings settings, NamespaceTable namespaces, GatewayEngine engine, IServiceProvider services)
    {
        _settings = settings;
        Namespaces = namespaces;
        Engine = engine;
        Services = services;
    }

    /// <summary>The namespace's path, for example <c>/chat</c>; with route parameters, a template such as <c>/chat/{roomId}</c>.</summary>
    public string Path => _settings.Path;

    /// <summary>The transports the gateway allows.</summary>
    public GatewayTransports Transports => _settings.Transports;

    /// <summary>The application's engine.</summary>
    public GatewayEngine Engine { get; }

    /// <summary>Emits to a scope of clients: for transports whose own protocol lets the server address clients.</summary>
    public Rooms.IScopedEmitter Emitter => Namespaces.Root;

    /// <summary>
    /// The latest events of the namespace, for clients that come back; null when nobody has asked to keep them, and for a path with route parameters, each of whose namespaces has a log of its
    /// own: <see cref="IGatewaySession.Log"/>.
    /// </summary>
    public MessageLog? Log => Namespaces.Root.Log;

    /// <summary>
    /// Whether guards, or <c>[Authorize]</c>, on a gateway's class are asked about messages alone, and here nobody about those who connect: a client that only listens passes all of them. What is demanded of
    /// the endpoint, routing sees to. Known when the application has started.
    /// </summary>
    public bool GuardsMessagesOnly => _connecting is null or { IsEmpty: true } && Members.Exists(GatewayAuthorization.GuardsMessages);

    internal NamespaceTable Namespaces { get; }

    internal IServiceProvider Services { get; }

    internal GatewaySettings Settings => _settings;

    /// <summary>The gateways, in the order in which they were added.</summary>
    internal List<GatewayMember> Members { get; } = [];

    internal IReadOnlyList<object> Metadata { get; private set; } = [];

    /// <summary>How often clients may send; null for no limit.</summary>
    internal MessageRateLimiter? RateLimiter { get; set; }

    /// <summary>Whether a message's body must outlive the call that brings it.</summary>
    internal bool MustRetainBody => Engine.IncludeCause;

    /// <summary>Whether anything awaits a new client, so that its time must be limited.</summary>
    internal bool HasConnectionHooks => Members.Exists(static member => member.Descriptor.Hooks.HasFlag(GatewayHooks.Connection));

    /// <summary>Whether events without a handler have somebody to see them.</summary>
    internal bool WatchesUnknown => _unknown.Middleware.Count > 0;

    /// <summary>Whether a path is one of this namespace's: for protocols that carry the namespace themselves.</summary>
    /// <param name="path">The path, with its leading slash, without a query.</param>
    /// <param name="routeValues">The values of the path's parameters.</param>
    public bool TryMatch(string path, out IReadOnlyDictionary<string, string> routeValues)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Namespaces.Path.TryMatch(path, out routeValues);
    }

    /// <summary>Whether clients may enter over a port of the server: over any, unless the gateway has one for itself. For protocols that carry the namespace themselves, past routing.</summary>
    /// <param name="port">The port the client's connection was accepted at.</param>
    public bool IsServedAt(int port) => _settings.Port == 0 || _settings.Port == port;

    /// <summary>The wish to enter of a client whose request came to the gateway's own endpoint, whose authorization has been seen to by routing.</summary>
    /// <param name="transport">The transport it arrives by.</param>
    /// <param name="context">The request.</param>
    /// <param name="userIdentifier">The user's identifier; null to take it from the user's claims.</param>
    public ConnectRequest CreateRequest(GatewayTransports transport, HttpContext context, string? userIdentifier = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ConnectRequest(this, transport, new HttpGatewayHandshake(context, Engine.Time), UserOf(context), userIdentifier, NamespacePath.ToText(context.Request.RouteValues))
        {
            IsAuthorized = true,
        };
    }

    /// <summary>The wish to enter of a client that named the namespace itself.</summary>
    /// <param name="transport">The transport it arrives by.</param>
    /// <param name="handshake">What it sent.</param>
    /// <param name="user">The request's user; null for nobody.</param>
    /// <param name="userIdentifier">The user's identifier; null to take it from the user's claims.</param>
    /// <param name="routeValues">What <see cref="TryMatch"/> has found; null for a path without parameters.</param>
    public ConnectRequest CreateRequest(
        GatewayTransports transport, GatewayHandshake handshake, ClaimsPrincipal? user, string? userIdentifier = null, IReadOnlyDictionary<string, string>? routeValues = null)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        return new ConnectRequest(this, transport, handshake, user, userIdentifier, routeValues);
    }

    /// <summary>
    /// Asks everyone who may refuse a client: authorization, connection middleware, connection guards. A transport that can still answer by HTTP asks before its
    /// protocol begins; for any other, <see cref="Connect"/> asks.
    /// </summary>
    /// <returns>The refusal, or null when the client may enter.</returns>
    public async ValueTask<ConnectionRefusal?> AdmitAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!MustAsk(request))
        {
            return null;
        }

        var refusal = await _connecting!.RunAsync(request, cancellationToken).ConfigureAwait(false);
        request.IsAdmitted = refusal is null;
        return refusal;
    }

    /// <summary>
    /// Lets a client in: registers the connection and starts the guards, where they have not run, and the connection hook. Messages may be received at once; they wait for the hook.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="request">What the client brings.</param>
    /// <param name="clientId">The client's own id, where its connection has several clients; null for the connection's.</param>
    /// <returns>The session, or null when the server is stopping: refuse the client and tell it to come back.</returns>
    public IGatewaySession? Connect(GatewayConnection connection, ConnectRequest request, string? clientId = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(request);
        var client = new GatewayClient(this, connection, request, clientId ?? connection.Id);
        connection.Add(client);
        if (!Engine.TryAdd(connection))
        {
            connection.Remove(client);
            return null;
        }

        client.Open(request);
        return client;
    }

    /// <summary>
    /// Keeps the latest events from now on, so that clients may resume. Called before the first client comes, by each transport that has clients who may; the widest limits count. A namespace of a
    /// path with route parameters then outlives its last client as long as events are kept. Does nothing where other servers emit as well: their events would be missing from the log, unnoticed.
    /// </summary>
    /// <returns>False where nothing is kept, so that nobody can resume.</returns>
    public bool KeepMessages(MessageLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Namespaces.TryKeepMessages(options))
        {
            return true;
        }

        HostLog.NotKept(Engine.Logger, Path);
        return false;
    }

    /// <summary>The latest events of one namespace of the path, also while it has no clients; null where none are kept.</summary>
    /// <param name="namespace">The namespace, as <see cref="ConnectRequest.Namespace"/> says it.</param>
    public MessageLog? FindLog(string @namespace)
    {
        ArgumentNullException.ThrowIfNull(@namespace);
        return Namespaces.Path.HasParameters ? Namespaces.Find(@namespace)?.Log : Log;
    }

    /// <summary>Whether anybody still has to be asked.</summary>
    internal bool MustAsk(ConnectRequest request) => !request.IsAdmitted && _connecting is not null && !(_connecting.IsEmpty && request.Guard is null);

    /// <summary>Who a user is: the claim of the name identifier, which may have its short name <c>sub</c> still, where the scheme does not map claims; null for nobody.</summary>
    public static string? IdentifyUser(ClaimsPrincipal? user) => (user?.FindFirst(ClaimTypes.NameIdentifier) ?? user?.FindFirst("sub"))?.Value;

    /// <summary>The user of a request, or null where nobody has said who it is: unlike <see cref="HttpContext.User"/> this makes none, which a connection would then keep.</summary>
    public static ClaimsPrincipal? UserOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IHttpAuthenticationFeature>()?.User;
    }

    /// <summary>Puts together what stands around handlers and clients, and starts the gateways.</summary>
    internal async Task StartAsync(PipelineFactory pipelines, CancellationToken cancellationToken)
    {
        Metadata = [.. Members.SelectMany(static member => member.Descriptor.Metadata)];
        await pipelines.BuildAsync(this).ConfigureAwait(false);
        foreach (var member in Members)
        {
            await member.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal void Use(ConnectPipeline connecting, HandlerPipeline unknown) => (_connecting, _unknown) = (connecting, unknown);

    /// <summary>The first gateway's handler of an event; how many gateways have one.</summary>
    internal int Find(ReadOnlySpan<byte> eventName, out MessageHandler? handler)
    {
        handler = null;
        var count = 0;
        foreach (var member in Members)
        {
            if (Find(member, eventName) is { } found)
            {
                handler ??= found;
                count++;
            }
        }

        return count;
    }

    internal static MessageHandler? Find(GatewayMember member, ReadOnlySpan<byte> eventName)
    {
        var index = member.FindHandler(eventName);
        return index >= 0 ? member.Handlers[index] : member.CatchAll;
    }

    internal ValueTask<MessageResult> InvokeAsync(DispatchContext message)
    {
        if (Engine.Metrics.MeasuresHandlers)
        {
            message.Started = Stopwatch.GetTimestamp();
        }

        return message.Activity is null ? RunAsync(message) : RunWithActivityAsync(message);
    }

    internal void Map(IGatewayTransport transport, GatewayEndpoints endpoints)
    {
        foreach (var member in Members)
        {
            member.Map(transport, endpoints);
        }
    }

    private ValueTask<MessageResult> RunAsync(DispatchContext message) =>
        message.Handler is { } handler ? handler.Member.InvokeAsync(message) : PipelineRunner.RunAsync(message, _unknown);

    private async ValueTask<MessageResult> RunWithActivityAsync(DispatchContext message)
    {
        // Set inside an async method: the caller's own current activity comes back when it returns.
        Activity.Current = message.Activity;
        return await RunAsync(message).ConfigureAwait(false);
    }

    private static partial class HostLog
    {
        [LoggerMessage(1012, LogLevel.Warning, "{Path}: clients cannot catch up on what they have missed, because its adapter spans several servers. They are told so when they come back.")]
        public static partial void NotKept(ILogger logger, string path);
    }
}
