using Gateways.Adapters;
using Gateways.Hosting;
using Gateways.Recovery;
using Gateways.Rooms;

namespace Gateways.Dispatch;

/// <summary>
/// The namespaces of one path. A plain path is one namespace. A path with route parameters is one for each value that clients have asked for; such a namespace is there as long as it has
/// clients, so that nobody can fill memory by making up names. Where events are kept for clients that come back, it outlives its last client as long, but only so many do.
/// </summary>
internal sealed class NamespaceTable : IAsyncDisposable
{
    /// <summary>How many namespaces without clients are kept. Beyond, the one that is empty longest goes.</summary>
    internal const int MaxEmpty = 1000;

    private static readonly TimeSpan LongestRound = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _empty = new();
    private readonly GatewayEngine _engine;
    private readonly IAdapterFactory _adapters;
    private MessageLogOptions? _kept;
    private ITimer? _eviction;

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

            if (entry.Clients++ == 0 && entry.Empty is { } node)
            {
                _empty.Remove(node);
                entry.Empty = null;
            }

            return entry.Namespace;
        }
    }

    /// <summary>Keeps the latest events of each namespace from now on; when it is called again, the widest limits count.</summary>
    /// <returns>False where other servers emit as well: a log of this one's events would have gaps that nobody notices.</returns>
    public bool TryKeepMessages(MessageLogOptions options)
    {
        if (_adapters is not InMemoryAdapterFactory)
        {
            return false;
        }

        _kept = _kept?.Widen(options) ?? options;
        if (!Path.HasParameters)
        {
            Root.Log ??= new MessageLog(options, _engine.Time);
            Root.Log.Widen(options);
        }

        return true;
    }

    /// <summary>A client has left; the last one takes the namespace with it, now or when nobody can come back any more.</summary>
    public ValueTask ReleaseAsync(GatewayNamespace @namespace)
    {
        if (!Path.HasParameters)
        {
            return default;
        }

        lock (_entries)
        {
            var entry = _entries[@namespace.Path];
            if (--entry.Clients > 0)
            {
                return default;
            }

            if (_kept is null)
            {
                _entries.Remove(@namespace.Path);
            }
            else
            {
                KeepEmpty(entry, _kept.Duration < LongestRound ? _kept.Duration : LongestRound);
            }
        }

        return _kept is null ? @namespace.DisposeAsync() : new ValueTask(EvictAsync());
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
            return _entries.GetValueOrDefault(path)?.Namespace ?? Create(path, _adapters.Create(path, ServerSideEvents));
        }
    }

    /// <summary>A namespace that nobody can be in.</summary>
    public GatewayNamespace CreateEmpty(string path) => Create(path, new InMemoryAdapter(_engine.Options.MaxRoomsPerClient, _engine.Time));

    public async ValueTask DisposeAsync()
    {
        if (_eviction is { } eviction)
        {
            await eviction.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var @namespace in Members)
        {
            await @namespace.DisposeAsync().ConfigureAwait(false);
        }

        await Root.DisposeAsync().ConfigureAwait(false);
    }

    private void KeepEmpty(Entry entry, TimeSpan round)
    {
        entry.EmptySince = _engine.Time.GetTimestamp();
        entry.Empty = _empty.AddLast(entry);
        _eviction ??= _engine.Time.CreateTimer(static table => _ = ((NamespaceTable)table!).EvictAsync(), this, round, round);
    }

    /// <summary>Lets go of the namespaces that are empty too long, or are too many.</summary>
    private async Task EvictAsync()
    {
        var gone = new List<GatewayNamespace>();
        lock (_entries)
        {
            while (_empty.First is { Value: var oldest } && (_empty.Count > MaxEmpty || _engine.Time.GetElapsedTime(oldest.EmptySince) >= _kept!.Duration))
            {
                _empty.RemoveFirst();
                _entries.Remove(oldest.Namespace.Path);
                gone.Add(oldest.Namespace);
            }

            if (_empty.Count == 0)
            {
                _eviction?.Dispose();
                _eviction = null;
            }
        }

        foreach (var @namespace in gone)
        {
            await @namespace.DisposeAsync().ConfigureAwait(false);
        }
    }

    private GatewayNamespace Create(string path)
    {
        var @namespace = Create(path, _adapters.Create(path, ServerSideEvents));
        @namespace.Log = _kept is null ? null : new MessageLog(_kept, _engine.Time);
        return @namespace;
    }

    private GatewayNamespace Create(string path, IAdapter adapter) => new(path, _engine, adapter, Outgoing, ServerSideEvents);

    private sealed class Entry(GatewayNamespace @namespace)
    {
        public GatewayNamespace Namespace { get; } = @namespace;

        public int Clients { get; set; }

        /// <summary>Its place among those without clients; null while it has some.</summary>
        public LinkedListNode<Entry>? Empty { get; set; }

        public long EmptySince { get; set; }
    }
}
