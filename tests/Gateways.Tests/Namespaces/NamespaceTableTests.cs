using System.Globalization;
using Gateways.Adapters;
using Gateways.Namespaces;
using Gateways.Recovery;
using Gateways.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Tests.Namespaces;

/// <summary>How long the namespaces of a path with route parameters are there.</summary>
public sealed class NamespaceTableTests : IAsyncLifetime
{
    private EngineHost? _host;
    private NamespaceTable? _table;

    private NamespaceTable Table => _table!;

    public async Task InitializeAsync()
    {
        _host = await EngineHost.StartAsync();
        _table = new NamespaceTable(new NamespacePath("/n/{name}", _host.Services.GetRequiredService<IInlineConstraintResolver>()), _host.Engine, _host.Services.GetRequiredService<IAdapterFactory>());
    }

    public async Task DisposeAsync()
    {
        await Table.DisposeAsync();
        await _host!.DisposeAsync();
    }

    [Fact]
    public async Task Release_NothingIsKept_TheNamespaceGoesWithItsLastClient()
    {
        var first = Table.Take("/n/a");
        Assert.Same(first, Table.Take("/n/a"));

        await Table.ReleaseAsync(first);
        Assert.Same(first, Assert.Single(Table.Members));
        await Table.ReleaseAsync(first);

        Assert.Empty(Table.Members);
        Assert.Null(first.Log);
    }

    [Fact]
    public async Task Release_EventsAreKept_TheNamespaceStaysAsLongAsTheyDo()
    {
        Table.TryKeepMessages(new MessageLogOptions(TimeSpan.FromMinutes(2), 10, 1000));
        var first = Table.Take("/n/a");
        await Table.ReleaseAsync(first);

        _host!.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(first, Table.Take("/n/a"));
        Assert.NotNull(first.Log);
        await Table.ReleaseAsync(first);
        _host.Time.Advance(TimeSpan.FromMinutes(1.5));
        Assert.Same(first, Assert.Single(Table.Members));
        _host.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Empty(Table.Members);
        Assert.NotSame(first, Table.Take("/n/a"));
    }

    [Fact]
    public async Task Release_TooManyAreEmpty_TheOneThatIsEmptyLongestGoes()
    {
        Table.TryKeepMessages(new MessageLogOptions(TimeSpan.FromMinutes(2), 10, 1000));
        for (var i = 0; i <= NamespaceTable.MaxEmpty; i++)
        {
            await Table.ReleaseAsync(Table.Take(string.Create(CultureInfo.InvariantCulture, $"/n/{i}")));
        }

        Assert.Equal(NamespaceTable.MaxEmpty, Table.Members.Length);
        Assert.DoesNotContain(Table.Members, static member => member.Path == "/n/0");
    }
}
