using Gateways.Specification.Gateways;

namespace Gateways.Specification.ScaleOut;

public abstract partial class ScaleOutSpecification
{
    [Fact]
    public async Task Fetch_TellsDataAndHandshake_OfClientsOfAllServers()
    {
        var peers = await ConnectEverywhereAsync("ann", "r1");
        foreach (var (peer, index) in peers.Select(static (peer, index) => (peer, index)))
        {
            (peer.Server.Data["index"], peer.Server.Data["live"]) = (index, new CancellationTokenSource());
            peer.Server.Data["huge"] = index == 0 ? new string('x', ClientDataSnapshot.MaxBytes) : null;
            peer.Server.Data.Set(new Person($"ann {index}", index));
        }

        var fetched = (await Last.To("r1").FetchClientsAsync()).ToDictionary(static client => client.Id);

        Assert.Equal(peers.Length, fetched.Count);
        foreach (var (peer, index) in peers.Select(static (peer, index) => (peer, index)))
        {
            var (data, handshake) = (fetched[peer.Id].Data, fetched[peer.Id].Handshake);
            Assert.Equal(["Gateways.Specification.Gateways.Person", "index"], data.Keys.Order(StringComparer.Ordinal));
            Assert.Equal((index, new Person($"ann {index}", index), index == 0), (data.Get<int>("index"), data.Get<Person>(), data.IsTruncated));
            var known = peer.Server.Handshake.TakeSnapshot(peer.Server.Transport);
            Assert.Equal(
                (peer.Server.Handshake.RemoteAddress, peer.Server.Handshake.Time, false, known.Url), (handshake.RemoteAddress, handshake.Time, handshake.IsSecure, handshake.Url));
            Assert.True(handshake.RemoteAddress is not null && handshake.Url.StartsWith('/') && !handshake.Url.Contains("id=", StringComparison.Ordinal));
            Assert.Equal(known.Query.OrderBy(static value => value.Key, StringComparer.Ordinal), handshake.Query.OrderBy(static value => value.Key, StringComparer.Ordinal));
            Assert.Equal(known.Headers.Count, handshake.Headers.Count);
            Assert.Equal(known.Headers["Host"], handshake.Headers["Host"]);
        }
    }

    [Fact]
    public async Task Fetch_ClientsWithoutData_HaveEmptyData()
    {
        var peers = await ConnectEverywhereAsync();

        var fetched = await First.FetchClientsAsync();

        Assert.Equal(peers.Length, fetched.Count);
        Assert.All(fetched, static client => Assert.Equal((0, false), (client.Data.Count, client.Data.IsTruncated)));
    }
}
