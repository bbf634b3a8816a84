using System.Text.Json;
using Gateways.Dispatch;
using Gateways.Infrastructure;

namespace Gateways.Pipeline;

/// <summary>
/// What guards, interceptors, pipes and filters see of one message. Made for each message that has any; the pooled context behind it is let go when the message ends, so that one
/// who holds on to this sees no other message.
/// </summary>
internal sealed class HandlerContext(DispatchContext message, MessageHandler? handler, string eventName) : GatewayContext, IInterceptorChain
{
    private readonly IServiceProvider _services = message.Services;
    private readonly CancellationToken _cancellationToken = message.CancellationToken;
    private readonly AckHandle _ack = message.AckHandle;
    private DispatchContext? _message = message;
    private int _calls;

    public GatewayClient Sender { get; } = message.Sender;

    public override IGatewayClient Client => Sender;

    public override string EventName => eventName;

    public override Type? GatewayType => handler?.Member.Descriptor.GatewayType;

    public override string? MethodName => handler?.Descriptor.MethodName;

    public override IServiceProvider Services => _services;

    public override CancellationToken CancellationToken => _cancellationToken;

    public override IAck Ack => _ack;

    public override IReadOnlyList<object> Metadata => handler?.Metadata ?? [];

    public override ReadOnlySpan<byte> Body => Message.RawBody;

    public override JsonSerializerOptions JsonOptions => Sender.Engine.Json.Options;

    protected override bool HasSingleArgument => Message.IsSingleArgument;

    private DispatchContext Message => Volatile.Read(ref _message) ?? throw new ObjectDisposedException(nameof(GatewayContext), "The message has ended.");

    /// <summary>A stage lets what it wraps run, which uses the pooled context until <see cref="Leave"/>.</summary>
    /// <exception cref="ObjectDisposedException">The message has ended.</exception>
    public DispatchContext Enter()
    {
        Interlocked.Increment(ref _calls);
        if (Volatile.Read(ref _message) is { } message)
        {
            return message;
        }

        Leave();
        return Message;
    }

    public void Leave() => Interlocked.Decrement(ref _calls);

    /// <summary>Lets go of the pooled context.</summary>
    /// <returns>Whether nothing uses it any more: a stage need not wait for what it wraps.</returns>
    public bool TryDetach()
    {
        Interlocked.Exchange(ref _message, null);
        return Volatile.Read(ref _calls) == 0;
    }

    public ValueTask<object?> InvokeAsync(int index)
    {
        var interceptors = handler!.Pipeline.Interceptors;
        return index < interceptors.Length
            ? interceptors[index].Get(Services).InterceptAsync(this, new CallHandler(this, index + 1))
            : CallAsync();
    }

    private async ValueTask<object?> CallAsync()
    {
        var message = Enter();
        try
        {
            return message.Take(await handler!.Member.CallAsync(message).ConfigureAwait(false));
        }
        finally
        {
            Leave();
        }
    }
}
