using System.Threading.Channels;

namespace Gateways.Specification.Gateways;

/// <content>What the stages around handlers and clients do.</content>
public sealed partial class Probe
{
    private readonly Channel<IAck> _acks = Channel.CreateUnbounded<IAck>();
    private int _lastNumber;

    /// <summary>Where handlers put acks that they keep.</summary>
    public ChannelWriter<IAck> Acks => _acks.Writer;

    /// <summary>What the handler of <c>observable</c> returns.</summary>
    public Subject Observable { get; } = new();

    /// <summary>How many items the greedy stream has made.</summary>
    public int Produced { get; set; }

    /// <summary>What every stage does once it was noted.</summary>
    public Func<string, GatewayContext, ValueTask> Reaching { get; set; } = static (_, _) => default;

    /// <summary>What a guard decides.</summary>
    public Func<string, GatewayContext, ValueTask<GuardResult>> Guarding { get; set; } = static (_, _) => new(GuardResult.Allow);

    /// <summary>What an interceptor does.</summary>
    public Func<string, GatewayContext, CallHandler, ValueTask<object?>> Intercepting { get; set; } = static (_, _, next) => next.HandleAsync();

    /// <summary>What a filter makes of an exception.</summary>
    public Func<string, Exception, GatewayContext, ValueTask<FilterResult>> Catching { get; set; } = static (_, _, _) => new(FilterResult.Next);

    /// <summary>What a connection guard decides.</summary>
    public Func<ConnectContext, CancellationToken, ValueTask<GuardResult>> Admitting { get; set; } = static (_, _) => new(GuardResult.Allow);

    /// <summary>What an outgoing interceptor does.</summary>
    public Func<string, OutgoingContext, Func<ValueTask>, ValueTask> Sending { get; set; } = static (_, _, next) => next();

    public Task<IAck> NextAckAsync() => _acks.Reader.ReadAsync().Soon();

    public int NextNumber() => Interlocked.Increment(ref _lastNumber);
}
