using System.Globalization;
using System.Security.Cryptography;
using Gateways.Adapters;
using Gateways.Protocol;

namespace Gateways.Recovery;

/// <summary>
/// The latest events of one namespace, in the one order in which everybody hears them, for clients that were away for a moment. An offset is an epoch and a number:
/// the epoch changes with the process, so that a place in another log is never taken for one in this. Appending and delivering are one step under
/// <see cref="Gate"/>, and so are replaying and attaching a client: nothing falls between replay and live, and nothing comes twice.
/// </summary>
public sealed class MessageLog : IDisposable
{
    /// <summary>How long a timer may be asked to wait, whatever the options say.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly string _epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private MessageLogOptions _options;

    /// <summary>A ring whose length is a power of two: an event is found by its number, and the oldest goes without moving the others.</summary>
    private LoggedMessage?[] _ring = [];
    private int _count;

    /// <summary>The number of the oldest event, or of the next one when there is none.</summary>
    private long _first = 1;
    private long _bytes;

    /// <summary>Lets old events go where nothing is emitted any more; there while there are events.</summary>
    private ITimer? _expiry;
    private bool _isDisposed;

    /// <summary>Creates an empty log.</summary>
    /// <param name="options">How much is kept.</param>
    /// <param name="time">The clock.</param>
    public MessageLog(MessageLogOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _time) = (options, time);
    }

    /// <summary>Held while an event is appended and delivered, and while a client is attached. Nothing is awaited under it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>How many events are kept.</summary>
    public int Count
    {
        get
        {
            lock (Gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Where a client stands that has heard everything up to now: the offset of the latest event, or of the place before the first. The caller holds <see cref="Gate"/>.</summary>
    public string Head => OffsetOf(_first + _count - 1);

    /// <summary>Ends a step that is taken under a <see cref="Gate"/>, where nothing can be awaited: the adapters whose namespaces keep a log do everything before they return.</summary>
    /// <param name="step">The step.</param>
    /// <exception cref="NotSupportedException">It has not ended yet.</exception>
    public static void CompleteNow(ValueTask step)
    {
        if (!step.IsCompleted)
        {
            throw new NotSupportedException("Catching up on what was missed needs an adapter that joins rooms and admits clients at once.");
        }

        step.GetAwaiter().GetResult();
    }

    /// <summary>Keeps at least so much from now on.</summary>
    public void Widen(MessageLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        lock (Gate)
        {
            _options = _options.Widen(options);
        }
    }

    /// <summary>Keeps an event and gives it its offset. The caller holds <see cref="Gate"/> until the event is delivered.</summary>
    public void Append(OutboundMessage message, EmitScope scope)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(scope);
        if (_count == _ring.Length)
        {
            Grow();
        }

        var number = _first + _count++;
        message.Offset = OffsetOf(number);
        var logged = new LoggedMessage(message, scope, _time.GetTimestamp());
        this[number] = logged;
        _bytes += logged.Bytes;
        Trim();
        if (_expiry is null && _count > 0 && !_isDisposed)
        {
            _expiry = _time.CreateTimer(static log => ((MessageLog)log!).Expire(), this, Wait(TimeSpan.Zero), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The events after an offset that a client hears. The caller holds <see cref="Gate"/>.</summary>
    /// <param name="offset">Where the client stands.</param>
    /// <param name="isFor">Whether the client hears an event.</param>
    /// <param name="missed">The events, in order.</param>
    /// <returns>False when the log does not reach back so far, or the offset is none of its own: then nobody can say what was missed.</returns>
    public bool TryReadAfter(string offset, Func<LoggedMessage, bool> isFor, out IReadOnlyList<LoggedMessage> missed) => TryReadAfter(offset, isFor, long.MaxValue, out missed);

    /// <summary>
    /// The events after an offset that a client hears, if they are not too many for it at once: those to everyone, to its id, to its user and to its rooms. The caller holds <see cref="Gate"/>.
    /// </summary>
    /// <param name="offset">Where the client stands.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="userIdentifier">The user it belongs to.</param>
    /// <param name="rooms">The rooms it is in.</param>
    /// <param name="maxBytes">How much may be sent to it at once: half of <see cref="GatewayOptions.MaxOutboundBytes"/>, so that catching up does not make it a slow client.</param>
    /// <param name="missed">The events, in order.</param>
    /// <returns>False when the log does not reach back so far, the offset is none of its own, or it is too much: then the client must be told that it has missed something.</returns>
    public bool TryReadMissed(string offset, string clientId, string? userIdentifier, IReadOnlyCollection<string> rooms, long maxBytes, out IReadOnlyList<LoggedMessage> missed)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        ArgumentNullException.ThrowIfNull(rooms);
        var members = rooms.ToHashSet(StringComparer.Ordinal);
        return TryReadAfter(offset, message => message.IsFor(clientId, userIdentifier, members), maxBytes, out missed);
    }

    /// <summary>Lets all events go: the namespace is gone.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            _isDisposed = true;
            RemoveOldest(_count);
            StopExpiry();
        }
    }

    private LoggedMessage? this[long number]
    {
        get => _ring[(int)(number & (_ring.Length - 1))];
        set => _ring[(int)(number & (_ring.Length - 1))] = value;
    }

    private bool TryReadAfter(string offset, Func<LoggedMessage, bool> isFor, long maxBytes, out IReadOnlyList<LoggedMessage> missed)
    {
        ArgumentNullException.ThrowIfNull(offset);
        ArgumentNullException.ThrowIfNull(isFor);
        missed = [];
        Trim();
        if (!TryParse(offset, out var number) || number < _first - 1 || number >= _first + _count)
        {
            return false;
        }

        var (found, bytes) = (new List<LoggedMessage>(), 0L);
        while (++number < _first + _count)
        {
            var message = this[number]!;
            if (!isFor(message))
            {
                continue;
            }

            found.Add(message);
            if ((bytes += message.Bytes) > maxBytes)
            {
                return false;
            }
        }

        missed = found;
        return true;
    }

    private string OffsetOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{_epoch}-{number}");

    private bool TryParse(string offset, out long number)
    {
        number = 0;
        return offset.Length > _epoch.Length + 1
            && offset[_epoch.Length] == '-'
            && offset.StartsWith(_epoch, StringComparison.Ordinal)
            && long.TryParse(offset.AsSpan(_epoch.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private void Grow()
    {
        var ring = new LoggedMessage?[Math.Max(16, _ring.Length * 2)];
        for (var number = _first; number < _first + _count; number++)
        {
            ring[(int)(number & (ring.Length - 1))] = this[number];
        }

        _ring = ring;
    }

    private void Trim()
    {
        while (_count > 0 && this[_first] is { } oldest && (_count > _options.MaxMessages || _bytes > _options.MaxBytes || _time.GetElapsedTime(oldest.Time) > _options.Duration))
        {
            RemoveOldest(1);
        }
    }

    private void RemoveOldest(int count)
    {
        for (; count > 0; count--)
        {
            _bytes -= this[_first]!.Bytes;
            this[_first++] = null;
            _count--;
        }

        if (_count == 0)
        {
            _ring = [];
        }
    }

    private void Expire()
    {
        lock (Gate)
        {
            Trim();
            if (_count == 0)
            {
                StopExpiry();
            }
            else
            {
                _expiry?.Change(Wait(_time.GetElapsedTime(this[_first]!.Time)), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void StopExpiry()
    {
        _expiry?.Dispose();
        _expiry = null;
    }

    /// <summary>Until the oldest event is too old, but not again and again for one event after the other.</summary>
    private TimeSpan Wait(TimeSpan age)
    {
        var (left, least) = (_options.Duration - age, _options.Duration / 4);
        var wait = left > least ? left : least;
        return wait < LongestWait ? wait + TimeSpan.FromMilliseconds(1) : LongestWait;
    }
}
