using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// One sender, <c>--conns</c> members of one room. Closed loop with <c>--window</c> broadcasts that not everyone has heard, or <c>--rate</c>
/// broadcasts per second.
/// </summary>
internal class BroadcastWorkload : RoomWorkload
{
    // Broadcasts under way at most; a power of two, so that the slot of a number is a mask.
    private const int Slots = 1 << 16;

    private readonly int _window;
    private readonly double _rate;
    private readonly byte[] _batch;
    private readonly long[] _sentAt = new long[Slots];
    private readonly int[] _heardBy = new int[Slots];
    private long _sent;
    private long _completed;
    private long _deliveries;

    public BroadcastWorkload(Options options)
        : base(options)
    {
        _window = Math.Clamp(options.Integer("window", 16), 1, Slots);
        _rate = options.Number("rate", 0);
        _batch = [.. Enumerable.Repeat(Broadcast, _window).SelectMany(frame => frame)];
    }

    protected long Deliveries => _deliveries;

    public override JsonObject Run()
    {
        ConnectAndJoin();
        Pump(Options.Warmup);
        Begin();
        Pump(Options.Seconds);
        Finish();
        RunUntil(() => _completed == _sent || Counters.Closed > 0, () => $"{_sent - _completed} of {_sent} broadcasts never reached everyone");
        JsonObject report = Report(_deliveries);
        report["window"] = _rate > 0 ? null : _window;
        report["rate"] = _rate > 0 ? _rate : null;
        report["broadcasts_per_s"] = Math.Round(_deliveries / (double)Members.Length / MeasuredSeconds, 1);
        return report;
    }

    protected override void OnDelivery(LoadConnection member)
    {
        long number = member.Received - 1;
        if (number >= _sent)
        {
            Counters.Unexpected++;
            return;
        }

        int slot = (int)(number & (Slots - 1));
        if (++_heardBy[slot] == Members.Length)
        {
            _heardBy[slot] = 0;
            _completed++;
        }

        if (IsMeasuring)
        {
            _deliveries++;
            Record(member, Now - _sentAt[slot]);
        }
    }

    /// <summary>How long a delivery took.</summary>
    protected virtual void Record(LoadConnection member, long nanoseconds) => Latency.Record(nanoseconds);

    private void Pump(double seconds)
    {
        long until = Clock() + Nanoseconds(seconds);
        if (_rate > 0)
        {
            PumpAtRate(until);
        }
        else
        {
            PumpClosedLoop(until);
        }
    }

    private void PumpClosedLoop(long until)
    {
        while ((Now = Clock()) < until)
        {
            int free = (int)(_window - (_sent - _completed));
            if (free > 0)
            {
                for (int i = 0; i < free; i++)
                {
                    _sentAt[_sent++ & (Slots - 1)] = Now;
                }

                Send(Sender, _batch.AsSpan(0, free * Broadcast.Length));
            }

            Poll(5);
        }
    }

    private void PumpAtRate(long until)
    {
        double step = 1e9 / _rate, due = Clock();
        while ((Now = Clock()) < until)
        {
            for (; due <= Now; due += step)
            {
                if (_sent - _completed == Slots)
                {
                    throw new TimeoutException($"the server is {Slots} broadcasts behind");
                }

                // The time it was due, so that a late sender does not hide latency.
                _sentAt[_sent++ & (Slots - 1)] = (long)due;
                Send(Sender, Broadcast);
            }

            Poll(Math.Clamp((int)((due - Clock()) / 1e6), 0, 5));
        }
    }
}
