using System.Security.Claims;

namespace Gateways.Generators.Tests.Testing;

/// <summary>A client of which only the path is known: no test of generated code calls it.</summary>
internal sealed class FakeClient(IReadOnlyDictionary<string, string> routeValues) : IGatewayClient
{
    public IReadOnlyDictionary<string, string> RouteValues => routeValues;

    public string Id => "client";

    public string ConnectionId => "connection";

    public GatewayTransports Transport => GatewayTransports.WebSocket;

    public string Namespace => "/chat";

    public ClaimsPrincipal User { get; set; } = new();

    public string? UserIdentifier { get; set; }

    public GatewayHandshake Handshake => throw new NotSupportedException();

    public ClientData Data => throw new NotSupportedException();

    public IReadOnlyCollection<string> Rooms => [];

    public CancellationToken Aborted => CancellationToken.None;

    public bool IsConnected => true;

    public IEmitTarget Volatile => throw new NotSupportedException();

    public IEmitTarget Broadcast => throw new NotSupportedException();

    public IEmitTarget To(string room) => throw new NotSupportedException();

    public IEmitTarget Except(string room) => throw new NotSupportedException();

    public ValueTask JoinAsync(string room, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask JoinAsync(IReadOnlyCollection<string> rooms, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask LeaveAsync(string room, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask EmitAsync(string eventName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask EmitAsync<T>(string eventName, T payload, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask EmitAsync<T1, T2>(string eventName, T1 first, T2 second, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask EmitAsync<T1, T2, T3>(string eventName, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<T> EmitWithAckAsync<T>(string eventName, object? first, object? second, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<T> EmitWithAckAsync<T>(string eventName, object? first, object? second, object? third, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<T> EmitWithAckAsync<T>(string eventName, object? payload = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask DisconnectAsync(CloseReason? reason = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
