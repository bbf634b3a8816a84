using System.Security.Claims;

namespace Gateways.Authentication.JwtBearer.Tests.Fakes;

/// <summary>A client that has a user and can be closed.</summary>
internal sealed class FakeClient(GatewayHandshake handshake, ClientData data, ClaimsPrincipal user, string? userIdentifier) : IGatewayClient
{
    private readonly CancellationTokenSource _aborted = new();
    private ClaimsPrincipal _user = user;

    public FakeClient(string? token)
        : this(new FakeHandshake(token), new ClientData(), new ClaimsPrincipal(new ClaimsIdentity()), null)
    {
    }

    public string Id => "c1";

    public string ConnectionId => "c1";

    public GatewayTransports Transport => GatewayTransports.WebSocket;

    public string Namespace => "/chat";

    public IReadOnlyDictionary<string, string> RouteValues { get; } = new Dictionary<string, string>();

    public ClaimsPrincipal User
    {
        get => _user;
        set
        {
            _user = value;
            UserIdentifier = (value.FindFirst(ClaimTypes.NameIdentifier) ?? value.FindFirst("sub"))?.Value;
        }
    }

    public string? UserIdentifier { get; set; } = userIdentifier;

    public GatewayHandshake Handshake { get; } = handshake;

    public ClientData Data { get; } = data;

    public IReadOnlyCollection<string> Rooms => [];

    public CancellationToken Aborted => _aborted.Token;

    public bool IsConnected => !_aborted.IsCancellationRequested;

    /// <summary>Why it was closed; null while it was not.</summary>
    public CloseReason? Closed { get; private set; }

    public bool FailsToClose { get; init; }

    public IEmitTarget Volatile => throw new NotSupportedException();

    public IEmitTarget Broadcast => throw Unused();

    public void Leave() => _aborted.Cancel();

    public ValueTask DisconnectAsync(CloseReason? reason = null, CancellationToken cancellationToken = default)
    {
        if (FailsToClose)
        {
            throw new IOException("broken");
        }

        Closed = reason;
        Leave();
        return default;
    }

    public ValueTask JoinAsync(string room, CancellationToken cancellationToken = default) => throw Unused();

    public ValueTask JoinAsync(IReadOnlyCollection<string> rooms, CancellationToken cancellationToken = default) => throw Unused();

    public ValueTask LeaveAsync(string room, CancellationToken cancellationToken = default) => throw Unused();

    public IEmitTarget To(string room) => throw Unused();

    public IEmitTarget Except(string room) => throw Unused();

    public ValueTask EmitAsync(string eventName, CancellationToken cancellationToken = default) => throw Unused();

    public ValueTask EmitAsync<T>(string eventName, T payload, CancellationToken cancellationToken = default) => throw Unused();

    public ValueTask EmitAsync<T1, T2>(string eventName, T1 first, T2 second, CancellationToken cancellationToken = default) => throw Unused();

    public ValueTask EmitAsync<T1, T2, T3>(string eventName, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default) => throw Unused();

    public ValueTask<T> EmitWithAckAsync<T>(string eventName, object? first, object? second, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => throw Unused();

    public ValueTask<T> EmitWithAckAsync<T>(string eventName, object? first, object? second, object? third, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw Unused();

    public ValueTask<T> EmitWithAckAsync<T>(string eventName, object? payload = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => throw Unused();

    private static NotSupportedException Unused() => new("The guard has no business with this.");
}
