using System.Globalization;
using System.Text;

namespace Gateways.ServerSentEvents.Tests.Clients;

/// <summary>
/// What a browser makes of an event stream, step by step as the standard says it, and whatever pieces the bytes come in; but an id in a block without data is dropped, as eventsource-parser does.
/// <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">HTML, interpreting an event stream</see>
/// </summary>
internal sealed class EventStreamParser
{
    private readonly List<byte> _line = [];
    private readonly StringBuilder _data = new();
    private string _type = "";
    private string _idBuffer = "";
    private bool _skipLineFeed;

    public List<StreamedEvent> Events { get; } = [];

    public List<string> Comments { get; } = [];

    public string LastEventId { get; private set; } = "";

    public int? Retry { get; private set; }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (_skipLineFeed && one == '\n')
            {
                _skipLineFeed = false;
                continue;
            }

            _skipLineFeed = one == '\r';
            if (one is (byte)'\r' or (byte)'\n')
            {
                Process(Encoding.UTF8.GetString([.. _line]));
                _line.Clear();
            }
            else
            {
                _line.Add(one);
            }
        }
    }

    private void Process(string line)
    {
        if (line.Length == 0)
        {
            Dispatch();
            return;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon == 0)
        {
            Comments.Add(line[1..]);
            return;
        }

        var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
        value = value.StartsWith(' ') ? value[1..] : value;
        switch (field)
        {
            case "event":
                _type = value;
                break;
            case "data":
                _data.Append(value).Append('\n');
                break;
            case "id" when !value.Contains('\0', StringComparison.Ordinal):
                _idBuffer = value;
                break;
            case "retry" when value.All(char.IsAsciiDigit):
                Retry = int.Parse(value, CultureInfo.InvariantCulture);
                break;
        }
    }

    private void Dispatch()
    {
        if (_data.Length == 0)
        {
            _idBuffer = LastEventId;
        }
        else
        {
            LastEventId = _idBuffer;
            Events.Add(new StreamedEvent(_type.Length == 0 ? "message" : _type, _data.ToString()[..^1], LastEventId));
        }

        _data.Clear();
        _type = "";
    }
}
