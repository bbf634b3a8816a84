using Gateways.Adapters;
using Gateways.Hosting;
using Gateways.Recovery;
using Gateways.Rooms;

namespace Gateways.Namespaces;

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
    private readonly IAdapterFactory _adapters;
    private MessageLogOptions? _kept;
    private ITimer? _eviction;
    private long _lastAckId;

    public NamespaceTable(NamespacePath path, GatewayEngine engine, IAdapterFactory adapters)
    {
        Engine = engine;
        _adapters = adapters;
        Path = path;
        ServerSideEvents = new ServerSideEvents(engine.Json, engine.DispatchLogger);
        var adapter = adapters.Create(path.Template, ServerSideEvents);
        Root = Create(path.Template, path.HasParameters ? new FamilyAdapter(this, adapter) : adapter);
    }

    public NamespacePath Path { get; }

    public GatewayEngine Engine { get; }

    /// <summary>What is emitted in any of them passes here first.</summary>
    public OutgoingPipeline Outgoing { get; } = new();

    /// <summary>What other servers send to any of them.</summary>
    public ServerSideEvents ServerSideEvents { get; }

    /// <summary>The only namespace, or all of them together.</summary>
    public GatewayNamespace Root { get; }

    /// <summary>The namespaces that have clients, or had some whose return is waited for.</summary>
    public GatewayNamespace[] Members
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries.Values.Where(static entry => entry.Clients > 0 || entry.Empty is not null).Select(static entry => entry.Namespace)];
            }
        }
    }

    /// <summary>An id for an event that wants acks: a client may be asked in its namespace's name and in that of all of the path.</summary>
    public long NextAckId() => Interlocked.Increment(ref _lastAckId);

    /// <summary>The namespace of a client; given back with <see cref="ReleaseAsync"/>.</summary>
    public GatewayNamespace Take(string path)
    {
        if (!Path.HasParameters)
        {
            return Root;
        }

        lock (_entries)
        {
            var entry = FindOrAdd(path);
            if (entry.Clients++ == 0 && entry.Empty is { } node)
            {
                _empty.Remove(node);
                entry.Empty = null;
            }

            return entry.Namespace;
        }
    }

    /// <summary>
    /// The namespace of a path for one call; given back with <see cref="ReturnAsync"/>. It is the one that clients are in or, where there are none, one that is there as long as somebody calls:
    /// on other servers it may have clients, and they must not meet two adapters of one name.
    /// </summary>
    public GatewayNamespace Borrow(string path)
    {
        lock (_entries)
        {
            var entry = FindOrAdd(path);
            entry.Calls++;
            return entry.Namespace;
        }
    }

    /// <summary>A call has ended; with the last one goes a namespace that has no clients.</summary>
    public ValueTask ReturnAsync(GatewayNamespace @namespace)
    {
        lock (_entries)
        {
            var entry = _entries[@namespace.Path];
            if (--entry.Calls > 0 || entry.Clients > 0 || entry.Empty is not null)
            {
                return default;
            }

            _entries.Remove(@namespace.Path);
        }

        return @namespace.DisposeAsync();
    }

    /// <summary>The namespace of a path, if it is there.</summary>
    public GatewayNamespace? Find(string path)
    {
        lock (_entries)
        {
            return _entries.GetValueOrDefault(path)?.Namespace;
        }
    }

    /// <summary>The namespace of a path as it may be kept: each call goes to the one that is there then.</summary>
    public GatewayNamespace GetHandle(string path) => Path.HasParameters ? Create(path, new PathAdapter(this, path)) : Root;

    /// <summary>Keeps the latest events of each namespace from now on; when it is called again, the widest limits count.</summary>
    /// <returns>False where other servers emit as well: a log of this one's events would have gaps that nobody notices.</returns>
    public bool TryKeepMessages(MessageLogOptions options)
    {
        if (_adapters.SpansServers)
        {
            return false;
        }

        _kept = _kept?.Widen(options) ?? options;
        if (!Path.HasParameters)
        {
            Root.Log ??= new MessageLog(options, Engine.Time);
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

            if (_kept is not null)
            {
                KeepEmpty(entry, _kept.Duration < LongestRound ? _kept.Duration : LongestRound);
            }
            else if (entry.Calls > 0)
            {
                return default;
            }
            else
            {
                _entries.Remove(@namespace.Path);
            }
        }

        return _kept is null ? @namespace.DisposeAsync() : new ValueTask(EvictAsync());
    }

    /// <summary>A namespace that nobody can be in.</summary>
    public GatewayNamespace CreateEmpty(string path) => Create(path, new InMemoryAdapter(Engine.Options.MaxRoomsPerClient, Engine.Time));

    public async ValueTask DisposeAsync()
    {
        if (_eviction is { } eviction)
        {
            await eviction.DisposeAsync().ConfigureAwait(false);
        }

        GatewayNamespace[] all;
        lock (_entries)
        {
            all = [.. _entries.Values.Select(static entry => entry.Namespace)];
        }

        foreach (var @namespace in all)
        {
            await @namespace.DisposeAsync().ConfigureAwait(false);
        }

        await Root.DisposeAsync().ConfigureAwait(false);
    }

    private void KeepEmpty(Entry entry, TimeSpan round)
    {
        entry.EmptySince = Engine.Time.GetTimestamp();
        entry.Empty = _empty.AddLast(entry);
        _eviction ??= Engine.Time.CreateTimer(static table => _ = ((NamespaceTable)table!).EvictAsync(), this, round, round);
    }

    /// <summary>Lets go of the namespaces that are empty too long, or are too many.</summary>
    private async Task EvictAsync()
    {
        var gone = new List<GatewayNamespace>();
        lock (_entries)
        {
            while (_empty.First is { Value: var oldest } && (_empty.Count > MaxEmpty || Engine.Time.GetElapsedTime(oldest.EmptySince) >= _kept!.Duration))
            {
                _empty.RemoveFirst();
                oldest.Empty = null;
                if (oldest.Calls == 0)
                {
                    _entries.Remove(oldest.Namespace.Path);
                    gone.Add(oldest.Namespace);
                }
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

    private Entry FindOrAdd(string path)
    {
        if (!_entries.TryGetValue(path, out var entry))
        {
            var @namespace = new GatewayNamespace(path, this, _adapters.Create(path, ServerSideEvents)) { Handle = GetHandle(path), Log = _kept is null ? null : new MessageLog(_kept, Engine.Time) };
            _entries[path] = entry = new Entry(@namespace);
        }

        return entry;
    }

    private GatewayNamespace Create(string path, IAdapter adapter) => new(path, this, adapter);

    private sealed class Entry(GatewayNamespace @namespace)
    {
        public GatewayNamespace Namespace { get; } = @namespace;

        public int Clients { get; set; }

        /// <summary>How many calls to it have not ended.</summary>
        public int Calls { get; set; }

        /// <summary>Its place among those without clients; null while it has some.</summary>
        public LinkedListNode<Entry>? Empty { get; set; }

        public long EmptySince { get; set; }
    }
}
