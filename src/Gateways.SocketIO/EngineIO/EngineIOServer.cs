using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gateways.Framing;
using Gateways.Hosting;
using Gateways.Timing;
using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.EngineIO;

/// <summary>The sessions behind one path, and the clock they share.</summary>
internal sealed class EngineIOServer : IDisposable
{
    private readonly ConcurrentDictionary<string, EngineIOSession> _sessions = new(StringComparer.Ordinal);
    private readonly Func<EngineIOServer, HttpContext, EngineIOSession> _create;
    private readonly TimerWheel<EngineIOSession> _wheel;

    /// <param name="engine">The application's engine.</param>
    /// <param name="options">Habits and limits.</param>
    /// <param name="shortest">The shortest time the protocol above wants to measure.</param>
    /// <param name="create">Creates the session of a handshake.</param>
    public EngineIOServer(GatewayEngine engine, EngineIOOptions options, TimeSpan shortest, Func<EngineIOServer, HttpContext, EngineIOSession> create)
    {
        _create = create;
        Engine = engine;
        Options = options;
        MaxBytes = Math.Min(options.MaxHttpBufferSize, engine.Options.MaxMessageBytes);
        Limits = new WebSocketLimits(MaxBytes, options.MaxFragments, options.PerMessageDeflate);
        InitialPacket = options.InitialPacket is { } text ? EngineIOFrames.Message(text) : null;
        shortest = Min(shortest, Min(options.PingInterval, options.PingTimeout));
        _wheel = new TimerWheel<EngineIOSession>((long)EngineIOClock.PeriodFor(shortest).TotalMilliseconds);
        Clock = new EngineIOClock(engine.Time, shortest, _wheel.Turn);
    }

    public GatewayEngine Engine { get; }

    public EngineIOOptions Options { get; }

    public EngineIOClock Clock { get; }

    public WebSocketLimits Limits { get; }

    /// <summary>The largest body or message: the transport's limit, or the engine's where that is smaller.</summary>
    public int MaxBytes { get; }

    public byte[]? InitialPacket { get; }

    public bool MayUpgrade => Options.AllowUpgrades && Options.Transports.HasFlag(EngineIOTransports.WebSocket);

    /// <summary>How many sessions are open.</summary>
    public int Count => _sessions.Count;

    /// <summary>Opens a session.</summary>
    /// <returns>False when the application is stopping.</returns>
    public bool TryOpen(HttpContext context, [NotNullWhen(true)] out EngineIOSession? session)
    {
        session = _create(this, context);
        if (!Engine.TryAdd(session))
        {
            return false;
        }

        _sessions[session.Sid] = session;
        Schedule(session);
        return true;
    }

    /// <summary>A session is new, or wants to be looked at earlier than it has said.</summary>
    public void Schedule(EngineIOSession session) => _wheel.Schedule(session, Clock.Now);

    public EngineIOSession? Find(string sid) => _sessions.GetValueOrDefault(sid);

    public void Remove(EngineIOSession session)
    {
        _sessions.TryRemove(session.Sid, out _);
        _wheel.Remove(session);
    }

    public void Dispose() => Clock.Dispose();

    private static TimeSpan Min(TimeSpan first, TimeSpan second) => first < second ? first : second;
}
