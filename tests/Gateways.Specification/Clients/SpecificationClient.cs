using System.Threading.Channels;

namespace Gateways.Specification.Clients;

/// <summary>A real client of one protocol, as the specification uses it.</summary>
public abstract class SpecificationClient : IAsyncDisposable
{
    private readonly Channel<ReceivedEvent> _events = Channel.CreateUnbounded<ReceivedEvent>();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Answers the server's calls: takes event and payload, returns JSON; null answers nothing, an exception answers with its text as error.</summary>
    public Func<string, string, Task<string?>> Answer { get; set; } = static (_, _) => Task.FromResult<string?>(null);

    /// <summary>The text the server closed with; empty when it said none.</summary>
    public Task<string> Closed => _closed.Task.Soon();

    /// <summary>Whether it has no way to say anything.</summary>
    public virtual bool OnlyListens => false;

    /// <summary>What it hears of an event without a payload.</summary>
    public virtual string NoPayload => "";

    public bool IsClosed => _closed.Task.IsCompleted;

    /// <summary>Sends an event and asks for no answer.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="json">Its payloads.</param>
    public abstract Task EmitAsync(string eventName, params string[] json);

    /// <summary>Sends an event and waits for the answer.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="json">Its payloads.</param>
    public abstract Task<Ack> CallAsync(string eventName, params string[] json);

    /// <summary>Says goodbye.</summary>
    public abstract Task CloseAsync();

    /// <summary>Cuts the connection.</summary>
    public abstract void Abort();

    public abstract ValueTask DisposeAsync();

    /// <summary>The next event, whatever it is.</summary>
    public Task<ReceivedEvent> NextAsync() => _events.Reader.ReadAsync().Soon();

    /// <summary>The payload of the next event, which must have this name.</summary>
    public async Task<string> HearAsync(string eventName)
    {
        var next = await NextAsync();
        Assert.Equal(eventName, next.Name);
        return next.Data;
    }

    /// <summary>Events heard and not yet taken.</summary>
    public bool HasEvents => _events.Reader.TryPeek(out _);

    protected void OnEvent(string name, string data) => _events.Writer.TryWrite(new ReceivedEvent(name, data));

    protected void OnClosed(string text)
    {
        _closed.TrySetResult(text);
        _events.Writer.TryComplete();
    }
}
