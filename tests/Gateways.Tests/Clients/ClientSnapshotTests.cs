using System.Net;
using System.Text.Json;

namespace Gateways.Tests.Clients;

public sealed class ClientSnapshotTests
{
    [Fact]
    public void Json_AndText_TellNeitherDataNorHandshake()
    {
        var handshake = new HandshakeSnapshot([KeyValuePair.Create("user-agent", "private")], [], IPAddress.Parse("10.1.2.3"), DateTimeOffset.UnixEpoch, false, "/private", GatewayTransports.WebSocket);
        var snapshot = new ClientSnapshot("a", "ann", GatewayTransports.WebSocket, ["r1"], DateTimeOffset.UnixEpoch) { Handshake = handshake };

        var json = JsonSerializer.Serialize(snapshot, JsonSerializerOptions.Web);

        Assert.Equal("""{"id":"a","userIdentifier":"ann","transport":1,"rooms":["r1"],"connectedAt":"1970-01-01T00:00:00+00:00"}""", json);
        Assert.DoesNotContain("private", snapshot.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2.3", snapshot.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Told_OfNothing_IsEmptyAndUnknown()
    {
        var snapshot = new ClientSnapshot("a", null, GatewayTransports.WebSocket, [], DateTimeOffset.UnixEpoch);

        Assert.Same(ClientDataSnapshot.Empty, snapshot.Data);
        Assert.Same(HandshakeSnapshot.Unknown, snapshot.Handshake);
        Assert.Equal(snapshot, snapshot with { });
    }
}
