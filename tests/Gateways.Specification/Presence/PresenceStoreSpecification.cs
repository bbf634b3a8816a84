using System.Globalization;
using System.Text;
using Gateways.Presence;

namespace Gateways.Specification.Presence;

/// <summary>What every presence store does for one server.</summary>
public abstract class PresenceStoreSpecification : IAsyncLifetime
{
    private const int Operations = 1000;
    private static readonly PresenceTopic Document = new("/spec", "d1");
    private IPresenceStore? _store;

    protected IPresenceStore Store => _store!;

    protected RecordingObserver Observer { get; } = new();

    public virtual async Task InitializeAsync()
    {
        _store = await CreateAsync();
        await _store.StartAsync(Observer, default);
    }

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IPresenceStore> CreateAsync();

    [Fact]
    public async Task Track_Untrack_SeveralClientsOfOneUserCountOnce()
    {
        await TrackAsync("c1", "ann");
        await TrackAsync("c2", "ann");
        await TrackAsync("c3", "bob");
        Assert.Equal(["ann", "bob"], await UsersAsync());
        Assert.Equal(2, await Store.CountAsync(Document, default));

        await Store.UntrackAsync(Document, "c1", default);
        await Store.UntrackAsync(Document, "c1", default);
        await Store.UntrackAsync(Document, "nobody", default);
        Assert.Equal(["ann", "bob"], await UsersAsync());
        await Store.UntrackAsync(Document, "c2", default);

        Assert.Equal(["bob"], await UsersAsync());
        Assert.Equal(["Join d1 ann active", "Join d1 bob active", "Leave d1 ann active"], await ChangesAsync(3));
        await AssertQuietAsync();
    }

    [Fact]
    public async Task Track_Again_TellsOnlyWhatIsNew()
    {
        await TrackAsync("c1", "ann", "1");
        await TrackAsync("c1", "ann", "1");
        await TrackAsync("c1", "ann");
        await TrackAsync("c2", "ann", """{"x":"é\n \"\\"}""");

        Assert.Equal(["Join d1 ann active 1", """Update d1 ann active {"x":"é\n \"\\"}"""], await ChangesAsync(2));
        var user = Assert.Single((await Store.ListAsync(Document, default)).Users);
        Assert.Equal("""{"x":"é\n \"\\"}""", Encoding.UTF8.GetString(user.Metadata.Span));
        await AssertQuietAsync();
    }

    [Fact]
    public async Task Activity_OfAUser_IsThatOfItsMostActiveClient()
    {
        await TrackAsync("c1", "ann");
        await TrackAsync("c2", "ann");
        await TrackAsync("c1", "ann", isActive: false);
        await TrackAsync("c2", "ann", isActive: false);
        await TrackAsync("c2", "ann", isActive: false);
        await TrackAsync("c1", "ann");
        await Store.UntrackAsync(Document, "c1", default);

        Assert.Equal(["Join d1 ann active", "Update d1 ann away", "Update d1 ann active", "Update d1 ann away"], await ChangesAsync(4));
        Assert.False(Assert.Single((await Store.ListAsync(Document, default)).Users).IsActive);
        await AssertQuietAsync();
    }

    [Fact]
    public async Task Track_AsAnotherUser_IsRefused()
    {
        await TrackAsync("c1", "ann");

        Assert.False(await Store.TrackAsync(Document, new PresenceMember("c1", "bob"), true, default, default));
        Assert.Equal(["ann"], await UsersAsync());
    }

    [Theory]
    [InlineData("/spec", "d2")]
    [InlineData("/spec2", "d1")]
    [InlineData("/spe", "cd1")]
    [InlineData("/spec", "D1")]
    [InlineData("/spec", "d1#")]
    public async Task Topics_OfOtherNames_AreOthers(string @namespace, string topic)
    {
        var other = new PresenceTopic(@namespace, topic);
        await TrackAsync("c1", "ann");
        await Store.TrackAsync(other, new PresenceMember("c1", "a user #:{}"), true, default, default);

        Assert.Equal(["ann"], await UsersAsync());
        Assert.Equal("a user #:{}", Assert.Single((await Store.ListAsync(other, default)).Users).UserId);
        await Observer.NextAsync();
        Assert.Equal(other, (await Observer.NextAsync()).Topic);
    }

    [Fact]
    public async Task Version_GrowsWithEachChange_AndIsThatOfTheList()
    {
        var last = 0L;
        for (var i = 0; i < 20; i++)
        {
            await TrackAsync("c1", "ann");
            await Store.UntrackAsync(Document, "c1", default);
            foreach (var change in new[] { await Observer.NextAsync(), await Observer.NextAsync() })
            {
                Assert.True(change.Version > last);
                last = change.Version;
            }
        }

        Assert.InRange((await Store.ListAsync(Document, default)).Version, 0, last);
        await TrackAsync("c1", "ann");
        Assert.Equal((await Observer.NextAsync()).Version, (await Store.ListAsync(Document, default)).Version);
    }

    [Fact]
    public async Task Churn_ManyAtOnce_DiffsEndWhereTheListDoes()
    {
        var random = new Random(20261124);
        var operations = Enumerable.Range(0, Operations).Select(_ => (Client: random.Next(40), Track: random.Next(3) > 0)).ToArray();
        var heard = new Dictionary<string, long>(StringComparer.Ordinal);

        // Each client does its own things in order, all clients at once.
        await Task.WhenAll(operations.GroupBy(static operation => operation.Client).Select(async client =>
        {
            var name = client.Key.ToString(CultureInfo.InvariantCulture);
            foreach (var operation in client)
            {
                await (operation.Track ? TrackAsync(name, $"u{client.Key % 7}") : Store.UntrackAsync(Document, name, default).AsTask());
            }
        })).Soon();
        await TrackAsync("last", "last");

        for (var last = 0L; ;)
        {
            var change = await Observer.NextAsync();
            Assert.True(change.Version > last);
            last = change.Version;
            if (change.User.UserId == "last")
            {
                break;
            }

            Assert.True(change.Kind == PresenceChangeKind.Join ? heard.TryAdd(change.User.UserId, change.Version) : heard.Remove(change.User.UserId), $"{change}");
        }

        await Store.UntrackAsync(Document, "last", default);
        var expected = operations.GroupBy(static operation => operation.Client).Where(static client => client.Last().Track).Select(static client => $"u{client.Key % 7}").Distinct();
        Assert.Equal(expected.Order(StringComparer.Ordinal), await UsersAsync());
        Assert.Equal(await UsersAsync(), heard.Keys.Order(StringComparer.Ordinal));
    }

    protected async Task TrackAsync(string client, string user, string metadata = "", bool isActive = true) =>
        Assert.True(await Store.TrackAsync(Document, new PresenceMember(client, user), isActive, Encoding.UTF8.GetBytes(metadata), default));

    private async Task<string[]> UsersAsync() => [.. (await Store.ListAsync(Document, default)).Users.Select(static user => user.UserId).Order(StringComparer.Ordinal)];

    private async Task<string[]> ChangesAsync(int count)
    {
        var changes = new string[count];
        for (var i = 0; i < count; i++)
        {
            changes[i] = await Observer.NextTextAsync();
        }

        return changes;
    }

    /// <summary>What was to be told has been told: a change behind it comes next.</summary>
    private async Task AssertQuietAsync()
    {
        await Store.TrackAsync(Document, new PresenceMember("fence", "fence"), true, default, default);
        Assert.Equal("Join d1 fence active", await Observer.NextTextAsync());
    }
}
