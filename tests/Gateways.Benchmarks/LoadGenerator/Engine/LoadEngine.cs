using System.Diagnostics;
using System.Text;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// One thread, epoll and non-blocking sockets with a minimal WebSocket client on top; the workloads derive from it. No allocation and
/// no copy per message: frames are parsed in place in one buffer that all connections share.
/// </summary>
internal abstract unsafe partial class LoadEngine : IDisposable
{
    private const int EventsPerWait = 512;
    private const uint Loopback = 0x7F000001;

    // Fewer than the ephemeral ports of one source address.
    private const int ConnectionsPerSource = 20_000;
    private const int HandshakesAtOnce = 64;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromMilliseconds(300);

    // As the JavaScript client does; a SignalR server gives up after 30 s.
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(15);

    private readonly int _epoll = Libc.EpollCreate(0);
    private readonly byte[] _eventBuffer = GC.AllocateUninitializedArray<byte>(EventsPerWait * Libc.EpollEventSize, pinned: true);
    private readonly byte* _events;
    private readonly byte[] _upgrade;
    private readonly byte[] _hello;
    private readonly byte[] _onOpen;
    private readonly byte[] _pong;
    private readonly byte[] _goodbye;
    private readonly byte[] _keepAlive;
    private LoadConnection?[] _byDescriptor = new LoadConnection?[1024];
    private long _nextKeepAlive = Clock() + Nanoseconds(KeepAliveInterval);

    protected LoadEngine(Options options)
    {
        Options = options;
        Protocol = WireProtocol.Create(options);
        fixed (byte* pinned = _eventBuffer)
        {
            _events = pinned;
        }

        _upgrade = Encoding.ASCII.GetBytes(
            $"GET {Protocol.Target} HTTP/1.1\r\nHost: 127.0.0.1:{options.Port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: {UpgradeKey}\r\nSec-WebSocket-Version: 13\r\n\r\n");
        (_hello, _onOpen, _pong, _goodbye, _keepAlive) = (Protocol.Hello, Protocol.OnOpen, Protocol.Pong, Protocol.Goodbye, Protocol.KeepAlive);
    }

    protected Options Options { get; }

    protected WireProtocol Protocol { get; }

    protected EngineCounters Counters { get; } = new();

    /// <summary>The time at which the events being handled were seen.</summary>
    protected long Now { get; set; }

    /// <summary>Connections that are ready or closing.</summary>
    protected int OpenCount { get; private set; }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (LoadConnection? connection in _byDescriptor)
        {
            if (connection is { State: ConnectionState.Ready, Poll: null })
            {
                Close(connection);
            }
        }

        long until = Clock() + Nanoseconds(GoodbyeLimit);
        while (OpenCount > 0 && Clock() < until)
        {
            Poll(10);
        }

        foreach (LoadConnection? connection in _byDescriptor)
        {
            if (connection is not null)
            {
                _ = Libc.Close(connection.Descriptor);
            }
        }

        _ = Libc.Close(_epoll);
    }

    /// <summary>Monotonic nanoseconds, which is what a stopwatch tick is on Linux.</summary>
    protected static long Clock() => Stopwatch.GetTimestamp();

    protected static long Nanoseconds(TimeSpan time) => time.Ticks * 100;

    protected static long Nanoseconds(double seconds) => (long)(seconds * 1e9);

    /// <summary>The connection may be used.</summary>
    protected virtual void OnReady(LoadConnection connection)
    {
    }

    protected abstract void OnMessage(LoadConnection connection, MessageKind kind, ReadOnlySpan<byte> message);

    /// <summary>All messages of one read have been handled: the moment to send.</summary>
    protected virtual void OnBatchEnd(LoadConnection connection)
    {
    }

    protected virtual void OnClosed(LoadConnection connection)
    {
    }

    /// <summary>Begins to connect. A source address of 127/8 other than the usual one gives another 28,000 ports.</summary>
    protected void Connect(LoadConnection connection, uint sourceAddress = 0)
    {
        int fd = Libc.Socket(Libc.AddressFamilyInet, Libc.SocketStream | Libc.SocketNonBlocking | Libc.SocketCloseOnExec, 0);
        if (fd < 0)
        {
            throw new IOException($"socket failed, errno {Libc.Errno} (24: raise ulimit -n)");
        }

        int one = 1;
        _ = Libc.SetSocketOption(fd, Libc.LevelTcp, Libc.OptionTcpNoDelay, &one, sizeof(int));
        if (connection.ReceiveBufferSize is var size and > 0)
        {
            _ = Libc.SetSocketOption(fd, Libc.LevelSocket, Libc.OptionReceiveBuffer, &size, sizeof(int));
        }

        byte* address = stackalloc byte[Libc.SocketAddressLength];
        if (sourceAddress != 0)
        {
            _ = Libc.SetSocketOption(fd, Libc.LevelIP, Libc.OptionBindAddressNoPort, &one, sizeof(int));
            Libc.WriteAddress(address, sourceAddress, 0);
            if (Libc.Bind(fd, address, Libc.SocketAddressLength) != 0)
            {
                throw new IOException($"bind failed, errno {Libc.Errno}");
            }
        }

        Libc.WriteAddress(address, Loopback, connection.Port > 0 ? connection.Port : Options.Port);
        if (Libc.Connect(fd, address, Libc.SocketAddressLength) != 0 && Libc.Errno is var errno && errno != Libc.InProgress)
        {
            throw new IOException($"connect failed, errno {errno}");
        }

        connection.Descriptor = fd;
        connection.State = ConnectionState.Connecting;
        connection.Generation++;
        connection.IsFragmented = false;
        connection.PartialLength = connection.MessageLength = connection.UnsentStart = connection.UnsentLength = 0;
        connection.StartedAt = Clock();
        if (fd >= _byDescriptor.Length)
        {
            Array.Resize(ref _byDescriptor, Math.Max(fd + 1, _byDescriptor.Length * 2));
        }

        _byDescriptor[fd] = connection;
        Libc.EpollControl(_epoll, Libc.EpollAdd, fd, Libc.EpollOut);
    }

    /// <summary>Opens the connections, a limited number of handshakes at once.</summary>
    protected void ConnectAll(IReadOnlyList<LoadConnection> connections)
    {
        int started = 0, ready = 0, before = OpenCount;
        long deadline = Clock() + Nanoseconds(ConnectLimit);
        while ((ready = OpenCount - before) < connections.Count)
        {
            for (; started < connections.Count && started - ready < HandshakesAtOnce; started++)
            {
                Connect(connections[started], started < ConnectionsPerSource ? 0 : Loopback + (uint)(started / ConnectionsPerSource));
            }

            Poll(100);
            if (Counters.Closed > 0 || Counters.Errors > 0)
            {
                throw new IOException($"connecting failed: {Counters.FirstError}");
            }

            if (Clock() > deadline)
            {
                throw new TimeoutException($"only {ready} of {connections.Count} connections became ready");
            }
        }
    }

    /// <summary>From now on the connection takes nothing from the kernel. The kernel still tells when the server resets it.</summary>
    protected void StopReading(LoadConnection connection)
    {
        connection.State = ConnectionState.Stuck;
        OpenCount--;
        Libc.EpollControl(_epoll, Libc.EpollModify, connection.Descriptor, Libc.EpollPeerClosed);
    }

    /// <summary>Waits for events, at most this long, and handles them.</summary>
    protected void Poll(int timeoutMilliseconds)
    {
        int count = Libc.EpollWait(_epoll, _events, EventsPerWait, timeoutMilliseconds);
        Now = Clock();
        for (int i = 0; i < count; i++)
        {
            byte* description = _events + (i * Libc.EpollEventSize);
            uint flags = *(uint*)description;
            if (_byDescriptor[*(int*)(description + Libc.EpollDataOffset)] is not { } connection)
            {
                continue;
            }

            switch (connection.State)
            {
                case ConnectionState.Connecting:
                    OnConnected(connection);
                    break;
                case ConnectionState.Stuck:
                    Drop(connection);
                    break;
                default:
                    OnEvents(connection, flags);
                    break;
            }
        }

        if (Now >= _nextKeepAlive)
        {
            SendKeepAlives();
        }
    }

    private void OnEvents(LoadConnection connection, uint flags)
    {
        if ((flags & Libc.EpollOut) != 0)
        {
            Flush(connection);
        }

        if ((flags & ~Libc.EpollOut) != 0 && connection.State != ConnectionState.Closed)
        {
            Receive(connection);
        }
    }

    private void OnConnected(LoadConnection connection)
    {
        int error = 0, length = sizeof(int);
        _ = Libc.GetSocketOption(connection.Descriptor, Libc.LevelSocket, Libc.OptionError, &error, &length);
        if (error != 0)
        {
            Counters.FirstError ??= $"connect failed, errno {error}";
            Drop(connection);
            return;
        }

        Libc.EpollControl(_epoll, Libc.EpollModify, connection.Descriptor, Libc.EpollIn);
        connection.State = ConnectionState.Upgrading;
        Send(connection, connection.Poll is { } poll ? poll.Open() : _upgrade);
    }

    private void SendKeepAlives()
    {
        _nextKeepAlive = Now + Nanoseconds(KeepAliveInterval);
        if (_keepAlive.Length == 0)
        {
            return;
        }

        foreach (LoadConnection? connection in _byDescriptor)
        {
            if (connection is { State: ConnectionState.Ready })
            {
                Send(connection, _keepAlive);
            }
        }
    }

    private void Drop(LoadConnection connection)
    {
        if (connection.State == ConnectionState.Closed)
        {
            return;
        }

        if (connection.State is ConnectionState.Ready or ConnectionState.Closing)
        {
            OpenCount--;
        }

        if (connection.State is not (ConnectionState.Closing or ConnectionState.Stuck))
        {
            Counters.Closed++;
            Counters.FirstError ??= $"the server closed a connection in state {connection.State}";
        }

        connection.State = ConnectionState.Closed;
        _byDescriptor[connection.Descriptor] = null;
        _ = Libc.Close(connection.Descriptor);
        OnClosed(connection);
    }
}
