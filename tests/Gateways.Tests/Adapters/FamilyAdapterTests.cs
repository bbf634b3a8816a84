using Gateways.Adapters;
using Gateways.Namespaces;
using Gateways.Protocol;
using Gateways.Specification.Adapters;
using Gateways.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Tests.Adapters;

/// <summary>All namespaces of a path as one, where the adapter of some cannot reach the other servers.</summary>
public sealed class FamilyAdapterTests : IAsyncLifetime
{
    private readonly Dictionary<string, OutageAdapter> _adapters = [];
    private EngineHost? _host;
    private NamespaceTable? _table;

    private NamespaceTable Table => _table!;

    public async Task InitializeAsync()
    {
        _host = await EngineHost.StartAsync();
        _table = new NamespaceTable(new NamespacePath("/n/{name}", _host.Services.GetRequiredService<IInlineConstraintResolver>()), _host.Engine, new OutageAdapterFactory(_adapters));
    }

    public async Task DisposeAsync()
    {
        await Table.DisposeAsync();
        await _host!.DisposeAsync();
    }

    [Fact]
    public async Task Broadcast_SomeFail_AllClientsOfThisServerHear_AndOneErrorSaysSo()
    {
        var clients = new List<RecordingClient>();
        foreach (var name in (string[])["a", "b", "c"])
        {
            var client = new RecordingClient(name);
            clients.Add(client);
            var adapter = Table.Take("/n/" + name).Adapter;
            await adapter.AddAsync(client, default);
            await adapter.AdmitAsync(client, default);
        }

        (_adapters["/n/a"].IsOut, _adapters["/n/b"].IsOut) = (true, true);
        _adapters["/n/b"].ThrowsAtOnce = true;

        var error = await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await Table.Root.BroadcastAsync(new OutboundMessage("/n/{name}", "heard", default, 0), EmitScope.Everyone, default));

        Assert.All(clients, static client => Assert.Equal(["heard"], client.Heard));
        Assert.StartsWith("2 of 3 namespaces", error.Message, StringComparison.Ordinal);
        Assert.True(error.MayHaveBeenPublished, "The third namespace was published.");
    }

    [Fact]
    public async Task Start_OfAPathWithParameters_ConnectsByThePathsOwnName()
    {
        _adapters["/n/{name}"].IsOut = true;

        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await Table.Root.Adapter.StartAsync(default));
    }

    [Fact]
    public async Task Handle_CalledWhileClientsComeAndGo_GoesToTheOneNamespaceThatIsThere()
    {
        var handle = Table.GetHandle("/n/a");
        await handle.BroadcastAsync(new OutboundMessage("/n/a", "heard", default, 0), EmitScope.Everyone, default);
        Assert.Null(Table.Find("/n/a"));

        var borrowed = Table.Borrow("/n/a");
        Assert.Same(borrowed, Table.Borrow("/n/a"));
        Assert.Empty(Table.Members);
        var taken = Table.Take("/n/a");
        Assert.Same(borrowed, taken);
        Assert.Same(taken, Assert.Single(Table.Members));
        await Table.ReleaseAsync(taken);
        Assert.Same(taken, Table.Find("/n/a"));
        Assert.Equal(0, _adapters["/n/a"].Disposals);

        await Table.ReturnAsync(borrowed);
        await Table.ReturnAsync(borrowed);
        Assert.Null(Table.Find("/n/a"));
        Assert.Equal(1, _adapters["/n/a"].Disposals);
        Assert.Same(handle.Handle, handle);
    }
}
