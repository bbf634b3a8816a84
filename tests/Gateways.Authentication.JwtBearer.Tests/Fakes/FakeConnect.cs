using System.Security.Claims;

namespace Gateways.Authentication.JwtBearer.Tests.Fakes;

/// <summary>A client that asks to be let in.</summary>
internal sealed class FakeConnect(string? token) : ConnectContext
{
    private readonly List<Action<IGatewayClient>> _connected = [];
    private ClaimsPrincipal _user = new(new ClaimsIdentity());

    public override string Namespace => "/chat";

    public override IReadOnlyDictionary<string, string> RouteValues { get; } = new Dictionary<string, string>();

    public override IReadOnlyList<object> Metadata => Attributes;

    public object[] Attributes { get; init; } = [];

    public override IServiceProvider Services => throw new NotSupportedException("The guard takes nothing from the scope.");

    public override GatewayTransports Transport => GatewayTransports.WebSocket;

    public override GatewayHandshake Handshake { get; } = new FakeHandshake(token);

    public override ClaimsPrincipal User
    {
        get => _user;
        set
        {
            _user = value;
            UserIdentifier = (value.FindFirst(ClaimTypes.NameIdentifier) ?? value.FindFirst("sub"))?.Value;
        }
    }

    public override string? UserIdentifier { get; set; }

    public override ClientData Data { get; } = new();

    public override void OnConnected(Action<IGatewayClient> callback) => _connected.Add(callback);

    /// <summary>What the engine does once everybody has let the client in.</summary>
    public FakeClient Connect()
    {
        var client = new FakeClient(Handshake, Data, User, UserIdentifier);
        _connected.ForEach(callback => callback(client));
        return client;
    }
}
