namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// The longest time any reader of a room heard nothing although something was due to it. Silence of a reader begins when it has caught
/// up and a new broadcast is sent, or with the delivery that leaves others due; it ends with the next delivery. Pure: told the time, never asks.
/// </summary>
internal sealed class SilenceMeter(int readers)
{
    private readonly List<long> _sentAt = [];
    private readonly int[] _delivered = new int[readers];
    private readonly long[] _lastDelivery = new long[readers];

    /// <summary>Broadcasts sent.</summary>
    public int Sent => _sentAt.Count;

    /// <summary>Broadcasts that every reader has heard.</summary>
    public int Completed => _delivered.Min();

    public long Deliveries { get; private set; }

    /// <summary>The longest silence that has ended, in the unit of the times given.</summary>
    public long Longest { get; private set; }

    /// <summary>The reader of the longest silence, -1 when there was none.</summary>
    public int LongestReader { get; private set; } = -1;

    public void OnSent(long now) => _sentAt.Add(now);

    /// <summary>Counts a delivery. False when nothing was due to that reader: the server has invented or doubled a message.</summary>
    public bool OnDelivered(int reader, long now)
    {
        if (_delivered[reader] >= _sentAt.Count)
        {
            return false;
        }

        Note(reader, now);
        _delivered[reader]++;
        _lastDelivery[reader] = now;
        Deliveries++;
        return true;
    }

    /// <summary>Ends the silences that are still going on: a reader that never hears the rest counts up to now.</summary>
    public void Finish(long now)
    {
        for (int reader = 0; reader < readers; reader++)
        {
            if (_delivered[reader] < _sentAt.Count)
            {
                Note(reader, now);
            }
        }
    }

    private void Note(int reader, long now)
    {
        long dueSince = _sentAt[_delivered[reader]];
        long silence = now - (_delivered[reader] == 0 ? dueSince : Math.Max(dueSince, _lastDelivery[reader]));
        if (silence > Longest)
        {
            Longest = silence;
            LongestReader = reader;
        }
    }
}
