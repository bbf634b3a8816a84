using Gateways.Adapters;
using Gateways.Hosting;
using Gateways.Rooms;

namespace Gateways.Dispatch;

/// <summary>
/// The namespaces of one path. A plain path is one namespace. A path with route parameters is one for each value that clients have asked for; such a namespace is there as long as it has
/// clients, so that nobody can fill memory by making up names.
/// </summary>
internal sealed class NamespaceTable : IAsyncDisposable
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly GatewayEngine _engine;
    private readonly IAdapterFactory _adapters;

    public NamespaceTable(NamespacePath path, GatewayEngine engine, IAdapterFactory adapters)
    {
        _engine = engine;
        _adapters = adapters;
        Path = path;
        ServerSideEvents = new ServerSideEvents(engine.Json, engine.DispatchLogger);
        Root = path.HasParameters ? Create(path.Template, new FamilyAdapter(this)) : Create(path.Template);
    }

    public NamespacePath Path { get; }

    /// <summary>What is emitted in any of them passes here first.</summary>
    public OutgoingPipeline Outgoing { get; } = new();

    /// <summary>What other servers send to any of them.</summary>
    public ServerSideEvents ServerSideEvents { get; }

    /// <summary>The only namespace, or all of them together.</summary>
    public GatewayNamespace Root { get; }

    /// <summary>The namespaces that have clients.</summary>
    public GatewayNamespace[] Members
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries.Values.Select(static entry => entry.Namespace)];
            }
        }
    }

    /// <summary>The namespace of a client; given back with <see cref="ReleaseAsync"/>.</summary>
    public GatewayNamespace Take(string path)
    {
        if (!Path.HasParameters)
        {
            return Root;
        }

        lock (_entries)
        {
            if (!_entries.TryGetValue(path, out var entry))
            {
                _entries[path] = entry = new Entry(Create(path));
            }

            entry.Clients++;
            return entry.Namespace;
        }
    }

    /// <summary>A client has left; the last one takes the namespace with it.</summary>
    public ValueTask ReleaseAsync(GatewayNamespace @namespace)
    {
        if (!Path.HasParameters)
        {
            return default;
        }

        lock (_entries)
        {
            if (--_entries[@namespace.Path].Clients > 0)
            {
                return default;
            }

            _entries.Remove(@namespace.Path);
        }

        return @namespace.DisposeAsync();
    }

    /// <summary>
    /// The namespace of a path, to emit to. One without clients here is made for the occasion: on other servers it may have some. It is not kept, so that asking for names without end
    /// fills nothing; its adapter must not hold on to anything before a client is added.
    /// </summary>
    public GatewayNamespace FindOrCreate(string path)
    {
        if (!Path.HasParameters)
        {
            return Root;
        }

        lock (_entries)
        {
            return _entries.GetValueOrDefault(path)?.Namespace ?? Create(path);
        }
    }

    /// <summary>A namespace that nobody can be in.</summary>
    public GatewayNamespace CreateEmpty(string path) => Create(path, new InMemoryAdapter(_engine.Options.MaxRoomsPerClient, _engine.Time));

    public async ValueTask DisposeAsync()
    {
        foreach (var @namespace in Members)
        {
            await @namespace.DisposeAsync().ConfigureAwait(false);
        }

        await Root.DisposeAsync().ConfigureAwait(false);
    }

    private GatewayNamespace Create(string path) => Create(path, _adapters.Create(path, ServerSideEvents));

    private GatewayNamespace Create(string path, IAdapter adapter) => new(path, _engine, adapter, Outgoing, ServerSideEvents);

    private sealed class Entry(GatewayNamespace @namespace)
    {
        public GatewayNamespace Namespace { get; } = @namespace;

        public int Clients { get; set; }
    }
}
