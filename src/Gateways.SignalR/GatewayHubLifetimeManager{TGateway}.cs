using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateways.Adapters;
using Gateways.Connecting;
using Gateways.Hosting;
using Gateways.Infrastructure;
using Gateways.SignalR.Protocol;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Gateways.SignalR;

/// <summary>
/// Where SignalR meets the engine: connections come in here, their frames pass through here, and what <c>IHubContext</c> sends goes to the
/// gateway's rooms, whatever transport their members use.
/// </summary>
internal sealed class GatewayHubLifetimeManager<TGateway> : HubLifetimeManager<GatewayHub<TGateway>>
    where TGateway : class, IGatewayDefinition<TGateway>
{
    private GatewayHost? _host;

    private GatewayHost Host => _host ?? throw new InvalidOperationException("Call app.MapGateways() before using the hub context.");

    private IAdapter Adapter => Host.Emitter.Adapter;

    public void Attach(GatewayHost host) => _host = host;

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        var link = new SignalRConnection(Host.Engine, connection);
        var http = connection.GetHttpContext() ?? throw new InvalidOperationException("SignalR connections of gateways come by HTTP.");
        ((GatewayHubProtocol)connection.Protocol).Connection = link;
        connection.Features.Set(link);
        var request = http.Features.Get<ConnectRequest>() ?? Host.CreateRequest(GatewayTransports.SignalR, http, connection.UserIdentifier);
        if (!request.IsIdentified)
        {
            // No guard has said otherwise: SignalR's own way to identify users counts, which the application may have replaced.
            request.UserIdentifier = connection.UserIdentifier ?? request.UserIdentifier;
        }

        link.Session = Host.Connect(link, request);
        if (link.Session is null)
        {
            link.Close(CloseReason.ServerShutdown);
        }

        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (connection.Features.Get<SignalRConnection>() is { } link)
        {
            link.OnEnded();

            // Not awaited: SignalR's own clean-up does not depend on the application's hooks.
            _ = link.Session?.EndAsync(link.LeaveReason);
        }

        return Task.CompletedTask;
    }

    /// <summary>The calls and answers that pass through SignalR; see <see cref="HubCall"/>.</summary>
    public override Task SetConnectionResultAsync(string connectionId, CompletionMessage result) =>
        result is HubCall { Connection: { } connection } call ? call.Room ?? connection.ReceiveAsync(call) : Task.CompletedTask;

    public override bool TryGetReturnType(string invocationId, [NotNullWhen(true)] out Type? type)
    {
        type = typeof(object);
        return invocationId == HubCall.Marker;
    }

    public override async Task<T> InvokeConnectionAsync<T>(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken)
    {
        var results = await Host.Emitter
            .EmitWithAckAsync(methodName, args, To(connectionId), Host.Engine.Options.AckTimeout, cancellationToken)
            .ConfigureAwait(false);
        return results switch
        {
            [] => throw new IOException($"Connection '{connectionId}' does not exist."),
            [{ Outcome: AckOutcome.Answered } answer] => answer.Body.IsEmpty ? default! : JsonSerializer.Deserialize(answer.Body.Span, Host.Engine.Json.GetTypeInfo<T>())!,
            [{ Outcome: AckOutcome.Failed } answer] => throw new HubException(answer.ErrorText),
            [{ Outcome: AckOutcome.Disconnected }, ..] => throw new IOException($"Connection '{connectionId}' has ended."),
            _ => throw new TimeoutException($"Connection '{connectionId}' did not answer '{methodName}'."),
        };
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        Adapter.JoinAsync(To(connectionId), groupName, cancellationToken).AsTask();

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        Adapter.LeaveAsync(To(connectionId), groupName, cancellationToken).AsTask();

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(methodName, args, EmitScope.Everyone, cancellationToken);

    public override Task SendAllExceptAsync(string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        SendAsync(methodName, args, new EmitScope { ExceptClients = excludedConnectionIds }, cancellationToken);

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(methodName, args, To(connectionId), cancellationToken);

    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendToAsync(connectionIds, methodName, args, new EmitScope { Clients = connectionIds }, cancellationToken);

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(methodName, args, new EmitScope { Rooms = [groupName] }, cancellationToken);

    public override Task SendGroupExceptAsync(string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        SendAsync(methodName, args, new EmitScope { Rooms = [groupName], ExceptClients = excludedConnectionIds }, cancellationToken);

    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendToAsync(groupNames, methodName, args, new EmitScope { Rooms = groupNames }, cancellationToken);

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(methodName, args, new EmitScope { Users = [userId] }, cancellationToken);

    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendToAsync(userIds, methodName, args, new EmitScope { Users = userIds }, cancellationToken);

    private static EmitScope To(string connectionId) => new() { Clients = [connectionId] };

    // A scope that names nobody means everyone; a caller with an empty list means nobody.
    private Task SendToAsync(IReadOnlyList<string> names, string methodName, object?[] args, EmitScope scope, CancellationToken cancellationToken) =>
        names.Count == 0 ? Task.CompletedTask : SendAsync(methodName, args, scope, cancellationToken);

    private Task SendAsync(string methodName, object?[] args, EmitScope scope, CancellationToken cancellationToken) =>
        Host.Emitter.EmitAsync(methodName, args, scope, cancellationToken).AsTask();
}
