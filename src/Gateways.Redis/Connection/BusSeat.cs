using System.Buffers.Text;
using System.Net;
using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>A member's place at the bus: its subscriptions on the connection of now, the echo it waits for, and its inbox.</summary>
internal sealed class BusSeat(IBusMember member, BusInbox inbox, Action<BusSeat, BusSubscription, ChannelMessage> receive)
{
    private readonly Lock _gate = new();
    private readonly byte[]? _probeChannel = member.ProbeChannel is { } probe ? (byte[])probe! : null;
    private IConnectionMultiplexer? _multiplexer;
    private Task<ChannelMessageQueue[]>? _subscribing;
    private Echo? _awaited;

    public IBusMember Member { get; } = member;

    public BusInbox Inbox { get; } = inbox;

    /// <summary>How many servers there were when they were last counted.</summary>
    public int Census { get; set; }

    /// <summary>Which server its subscriptions were made at; null before.</summary>
    public EndPoint? Endpoint { get; private set; }

    /// <summary>Whether the member has left.</summary>
    public bool IsGone { get; private set; }

    public bool IsSubscribedTo(IConnectionMultiplexer multiplexer)
    {
        lock (_gate)
        {
            return _multiplexer == multiplexer && _subscribing is { IsCompletedSuccessfully: true };
        }
    }

    /// <summary>Subscribes, once for each connection; whoever asks meanwhile waits for the same. Completes when Redis has confirmed all of it.</summary>
    public Task SubscribeAsync(IConnectionMultiplexer multiplexer)
    {
        lock (_gate)
        {
            if (IsGone)
            {
                return Task.CompletedTask;
            }

            if (_multiplexer != multiplexer || _subscribing is null or { IsFaulted: true } or { IsCanceled: true })
            {
                (_multiplexer, _subscribing) = (multiplexer, SubscribeAllAsync(multiplexer.GetSubscriber()));
            }

            return _subscribing;
        }
    }

    /// <summary>Sends a message to itself and waits until it is back.</summary>
    public async Task ProbeAsync(ISubscriber subscriber, long id)
    {
        var echo = new Echo(id);
        Volatile.Write(ref _awaited, echo);
        await subscriber.PublishAsync(Member.ProbeChannel!.Value, id).ConfigureAwait(false);
        await echo.Back.Task.ConfigureAwait(false);
    }

    /// <summary>Whether a message is one it has sent to itself. An echo does not queue behind what waits: it asks whether messages arrive, not how many.</summary>
    public bool TakeEcho(ChannelMessage message)
    {
        if (_probeChannel is null || !((byte[])message.Channel!).AsSpan().SequenceEqual(_probeChannel))
        {
            return false;
        }

        if (Volatile.Read(ref _awaited) is { } echo && Utf8Parser.TryParse(((ReadOnlyMemory<byte>)message.Message).Span, out long id, out _) && id == echo.Id)
        {
            echo.Back.TrySetResult();
        }

        return true;
    }

    /// <summary>Gives the place up: nothing is handled any more, and Redis is told.</summary>
    public Task LeaveAsync()
    {
        lock (_gate)
        {
            IsGone = true;
        }

        Inbox.Close();
        return UnsubscribeAsync();
    }

    /// <summary>Lets go of its subscriptions, to make them again.</summary>
    public async Task UnsubscribeAsync()
    {
        Task<ChannelMessageQueue[]>? subscribing;
        lock (_gate)
        {
            (subscribing, _subscribing) = (_subscribing, null);
        }

        if (subscribing is null)
        {
            return;
        }

        await ((Task)subscribing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (subscribing.IsCompletedSuccessfully)
        {
            await LetGoAsync(await subscribing.ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>All or nothing: what stayed behind when a part fails would hear everything beside what is made the next time.</summary>
    private async Task<ChannelMessageQueue[]> SubscribeAllAsync(ISubscriber subscriber)
    {
        var subscriptions = Member.Subscriptions.Select(subscription => ListenAsync(subscriber, subscription.Channel, message => receive(this, subscription, message)));
        if (Member.CensusChannel is { } census)
        {
            // Only to be counted: what comes by it comes by the other way as well.
            subscriptions = subscriptions.Append(ListenAsync(subscriber, census, static _ => { }));
        }

        Task<ChannelMessageQueue>[] listening = [.. subscriptions];
        try
        {
            var queues = await Task.WhenAll(listening).ConfigureAwait(false);
            Endpoint = subscriber.SubscribedEndpoint(Member.Subscriptions[0].Channel) ?? Endpoint;
            return queues;
        }
        catch
        {
            await LetGoAsync(listening.Where(static task => task.IsCompletedSuccessfully).Select(static task => task.Result)).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<ChannelMessageQueue> ListenAsync(ISubscriber subscriber, RedisChannel channel, Action<ChannelMessage> handler)
    {
        try
        {
            var queue = await subscriber.SubscribeAsync(channel).ConfigureAwait(false);
            queue.OnMessage(handler);
            return queue;
        }
        catch
        {
            // The client library keeps a queue for it, which nobody would ever read.
            await subscriber.UnsubscribeAsync(channel, flags: CommandFlags.FireAndForget).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Each of them, whatever becomes of the others: the client library forgets a queue at once, and Redis is told if it is there.</summary>
    private static async Task LetGoAsync(IEnumerable<ChannelMessageQueue> queues)
    {
        foreach (var queue in queues)
        {
            await queue.UnsubscribeAsync(CommandFlags.FireAndForget).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record Echo(long Id)
    {
        public TaskCompletionSource Back { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
