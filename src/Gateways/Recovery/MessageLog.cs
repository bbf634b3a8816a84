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
public sealed class MessageLog
{
    private readonly TimeProvider _time;
    private readonly string _epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly Queue<LoggedMessage> _messages = new();
    private MessageLogOptions _options;
    private long _first = 1;
    private long _bytes;

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
                return _messages.Count;
            }
        }
    }

    /// <summary>Where a client stands that has heard everything up to now: the offset of the latest event, or of the place before the first. The caller holds <see cref="Gate"/>.</summary>
    public string Head => OffsetOf(_first + _messages.Count - 1);

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
        message.Offset = OffsetOf(_first + _messages.Count);
        var logged = new LoggedMessage(message, scope, _time.GetTimestamp());
        _messages.Enqueue(logged);
        _bytes += logged.Bytes;
        Trim();
    }

    /// <summary>The events after an offset that a client hears. The caller holds <see cref="Gate"/>.</summary>
    /// <param name="offset">Where the client stands.</param>
    /// <param name="isFor">Whether the client hears an event.</param>
    /// <param name="missed">The events, in order.</param>
    /// <returns>False when the log does not reach back so far, or the offset is none of its own: then nobody can say what was missed.</returns>
    public bool TryReadAfter(string offset, Func<LoggedMessage, bool> isFor, out IReadOnlyList<LoggedMessage> missed)
    {
        ArgumentNullException.ThrowIfNull(offset);
        ArgumentNullException.ThrowIfNull(isFor);
        missed = [];
        Trim();
        if (!TryParse(offset, out var number) || number < _first - 1 || number >= _first + _messages.Count)
        {
            return false;
        }

        missed = [.. _messages.Skip((int)(number - _first + 1)).Where(isFor)];
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

    private void Trim()
    {
        while (_messages.TryPeek(out var oldest)
            && (_messages.Count > _options.MaxMessages || _bytes > _options.MaxBytes || _time.GetElapsedTime(oldest.Time) > _options.Duration))
        {
            _messages.Dequeue();
            _bytes -= oldest.Bytes;
            _first++;
        }
    }
}
