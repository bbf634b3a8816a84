using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// One member of the room joins and then never reads again, with little room in its kernel buffer, while a sender broadcasts in a closed
/// loop over the healthy members. How long does any of those hear nothing, and what becomes of the stuck one?
/// </summary>
internal sealed class StuckWorkload : RoomWorkload
{
    private const int StuckReceiveBuffer = 4096;
    private const int DefaultCount = 2000;

    private readonly int _window;
    private readonly int _count;
    private readonly double _seconds;
    private readonly double _limit;
    private readonly double _linger;
    private readonly LoadConnection _stuck;
    private SilenceMeter _silence;
    private StuckObserver? _observer;

    public StuckWorkload(Options options)
        : base(options)
    {
        _window = Math.Max(1, options.Integer("window", 16));
        _limit = options.Number("limit", 60);
        _linger = options.Number("linger", 15);
        bool isTimed = options.Has("secs") && !options.Has("count");
        _count = isTimed ? int.MaxValue : Math.Max(1, options.Integer("count", DefaultCount));
        _seconds = isTimed ? options.Seconds : double.MaxValue;
        _stuck = new LoadConnection(options.Connections + 1) { ReceiveBufferSize = StuckReceiveBuffer };
        _silence = new SilenceMeter(Members.Length);
    }

    public override JsonObject Run()
    {
        ConnectAndJoin();
        Pump(int.MaxValue, Options.Warmup);
        RunUntil(() => _silence.Completed == _silence.Sent, () => "the warm-up's broadcasts were not all heard");

        ConnectAll([_stuck]);
        Join(_stuck);
        int port = Libc.LocalPort(_stuck.Descriptor);
        StopReading(_stuck);

        _silence = new SilenceMeter(Members.Length);
        Begin();
        _observer = new StuckObserver(Options.Port, port, Options.Pid, Clock());
        Pump(_count, _seconds);
        bool isComplete = _silence.Completed == _silence.Sent;
        Finish();
        _silence.Finish(Clock());
        WaitForDisconnect(_observer);

        if (!isComplete)
        {
            Counters.Errors++;
            Counters.FirstError ??= $"after {_limit:0} s only {_silence.Completed} of {_silence.Sent} broadcasts had reached every healthy member";
        }

        JsonObject report = Report(Math.Max(1, _silence.Deliveries));
        report["broadcasts"] = _silence.Completed;
        report["longest_silence_ms"] = Math.Round(_silence.Longest / 1e6, 2);
        report["total_ms"] = Math.Round(MeasuredSeconds * 1e3, 1);
        report["stuck_disconnected"] = _observer.DisconnectedAfter is not null;
        report["stuck_disconnect_ms"] = _observer.DisconnectedAfter is { } after ? Math.Round(after / 1e6, 1) : null;
        report["rss_growth_mb"] = Options.Pid > 0 ? Megabytes(_observer.ResidentGrowth) : null;
        return report;
    }

    protected override void OnDelivery(LoadConnection member)
    {
        if (member == _stuck)
        {
            return;
        }

        if (!_silence.OnDelivered(member.Index, Now))
        {
            Counters.Unexpected++;
        }
    }

    protected override void OnClosed(LoadConnection connection)
    {
        if (connection == _stuck)
        {
            _observer?.OnDisconnected(Clock());
        }
    }

    /// <summary>A server may have given the stuck member up and still be closing its connection; some never do, so the wait has an end.</summary>
    private void WaitForDisconnect(StuckObserver observer)
    {
        long until = Clock() + Nanoseconds(_linger);
        do
        {
            Poll(5);
            observer.ObserveWhenDue(Clock());
        }
        while (observer.DisconnectedAfter is null && Clock() < until);
    }

    /// <summary>Sends until that many have been sent or the time is over, then waits for what is under way, but never beyond the limit.</summary>
    private void Pump(int count, double seconds)
    {
        long begin = Clock(), deadline = begin + Nanoseconds(_limit);
        bool IsOver() => _silence.Sent >= count || (Now - begin) / 1e9 >= seconds;
        for (Now = begin; Now < deadline && !(IsOver() && _silence.Completed == _silence.Sent); Now = Clock())
        {
            while (!IsOver() && _silence.Sent - _silence.Completed < _window)
            {
                _silence.OnSent(Now);
                Send(Sender, Broadcast);
            }

            Poll(5);
            _observer?.ObserveWhenDue(Now);
        }
    }
}
