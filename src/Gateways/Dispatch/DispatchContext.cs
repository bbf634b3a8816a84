using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;
using Gateways.Pipeline;
using Gateways.Protocol;
using Gateways.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Dispatch;

/// <summary>One message on its way through a handler. Pooled per thread, so a handler that completes at once costs no allocation. What comes out of it stands in the other part.</summary>
internal sealed partial class DispatchContext : MessageContext
{
    /// <summary>What a protocol may mark an ack with; most ids are a few digits, Socket.IO's have the namespace before them: 1024 bytes, a comma and 16 digits at most.</summary>
    private const int MaxAckIdBytes = 1100;
    private const int FirstAckIdBytes = 32;

    [ThreadStatic]
    private static DispatchContext? t_kept;

    private byte[] _ackId = new byte[FirstAckIdBytes];
    private GatewayClient? _client;
    private int _ackIdLength;
    private ReadOnlyMemory<byte> _body;
    private byte[]? _retained;
    private BinaryPlace[] _binaries = [];
    private bool _hasSingleArgument;
    private string? _eventName;
    private AckHandle? _ack;
    private ClientStream[] _streams = [];

    private DispatchContext()
    {
    }

    public GatewayClient Sender => _client!;

    public override IGatewayClient Client => _client!;

    public override IServiceProvider Services => Scope ?? _client!.Host.Services;

    public override CancellationToken CancellationToken => Cancellation?.Token ?? _client!.Aborted;

    public override string EventName => _eventName ?? Handler!.EventName;

    public override bool HasPipes => Handler!.Pipeline.Pipes.Length > 0;

    /// <summary>The handler; null for an event without one, which only middleware sees.</summary>
    public MessageHandler? Handler { get; private set; }

    /// <summary>What the stages around the handler see; null where there are none.</summary>
    public HandlerContext? Stages { get; set; }

    /// <summary>The services of the message's own scope, while it has one.</summary>
    public IServiceProvider? Scope { get; set; }

    /// <summary>The scope that a stream keeps until it has ended.</summary>
    public AsyncServiceScope? OwnedScope { get; set; }

    public Activity? Activity { get; set; }

    public long Started { get; set; }

    /// <summary>Whether the client asks for a stream: its protocol then has a form for the items.</summary>
    public bool WantsStream { get; private set; }

    /// <summary>The call's own token, where the client can cancel it.</summary>
    public CallCancellation? Cancellation { get; set; }

    /// <summary>Where several gateways' handlers run for one message, what they share of its ack.</summary>
    public SharedAck? Shared { get; set; }

    public ReadOnlySpan<byte> AckId => _ackId.AsSpan(0, _ackIdLength);

    public bool WantsAck => _ackIdLength > 0;

    /// <summary>Whether the handler answers itself.</summary>
    public bool IsAckTaken { get; private set; }

    public AckHandle AckHandle => _ack ??= new AckHandle(_client!, AckId.ToArray(), Shared);

    /// <summary>Takes the right to answer the client; it is given once.</summary>
    public bool TryClaimAck() => _ack?.TryClaim() ?? WantsAck;

    /// <summary>How many bytes the message holds on to while it waits.</summary>
    public int RetainedBytes => _retained is null ? 0 : _body.Length;

    public ReadOnlySpan<byte> RawBody => _body.Span;

    public bool IsSingleArgument => _hasSingleArgument;

    protected override ReadOnlySpan<byte> Body => _body.Span;

    protected override bool HasSingleArgument => _hasSingleArgument;

    protected override ReadOnlySpan<BinaryPlace> Binaries => _binaries;

    public static bool FitsAckId(ReadOnlySpan<byte> ackId) => ackId.Length <= MaxAckIdBytes;

    public static DispatchContext Rent(GatewayClient client, MessageHandler? handler, in InboundMessage message)
    {
        var context = t_kept ?? new DispatchContext();
        t_kept = null;
        context._client = client;
        context.Handler = handler;
        context._body = message.Body;
        context._hasSingleArgument = message.HasSingleArgument;
        context.WantsStream = message.WantsStream;
        context._binaries = message.Binaries.IsEmpty ? [] : message.Binaries.ToArray();
        if (message.AckId.Length > context._ackId.Length)
        {
            context._ackId = new byte[message.AckId.Length];
        }

        message.AckId.CopyTo(context._ackId);
        context._ackIdLength = message.AckId.Length;
        if (handler is not { Descriptor.IsCatchAll: false })
        {
            context._eventName = Encoding.UTF8.GetString(message.EventName);
        }

        return context;
    }

    public override IAck TakeAck()
    {
        IsAckTaken = true;
        return AckHandle;
    }

    /// <summary>Gives the message the streams that its client sends along.</summary>
    public void Attach(ClientStream[] streams) => _streams = streams;

    public override IAsyncEnumerable<T> BindStream<T>(int index, JsonTypeInfo<T> contract) => index < _streams.Length
        ? _streams[index].ReadAsync(contract, CancellationToken)
        : throw new MessageBindingException("", "required", "A stream is required.");

    public override TPipe GetPipe<TPipe>()
    {
        foreach (var pipe in Handler!.Pipeline.ParameterPipes)
        {
            if (pipe.Type == typeof(TPipe))
            {
                return (TPipe)pipe.Get(Services);
            }
        }

        throw new InvalidOperationException($"'{typeof(TPipe)}' is no pipe of '{Handler.Descriptor.MethodName}'.");
    }

    public override PipeContext DescribePipe(int parameter) => new(NeedStages(), Handler!.Descriptor.Parameters[parameter]);

    public override async ValueTask<T?> PipeAsync<T>(T? value, int parameter)
        where T : default
    {
        var context = DescribePipe(parameter);
        foreach (var pipe in Handler!.Pipeline.Pipes)
        {
            value = await pipe.Get(Services).TransformAsync(value, context).ConfigureAwait(false);
        }

        return value;
    }

    /// <summary>
    /// What the stages see; made before the first of them runs, so still in the call that brought the message. From here on somebody may read the body on another thread while
    /// that call returns: it needs memory of its own.
    /// </summary>
    public HandlerContext NeedStages()
    {
        if (Stages is null)
        {
            RetainBody();
            Stages = new HandlerContext(this, Handler, EventName);
        }

        return Stages;
    }

    /// <summary>Takes a copy of the body, for a message that outlives the call that brought it.</summary>
    public void RetainBody()
    {
        if (_retained is not null || _body.IsEmpty)
        {
            return;
        }

        _retained = ArrayPool<byte>.Shared.Rent(_body.Length);
        _body.Span.CopyTo(_retained);
        _body = _retained.AsMemory(0, _body.Length);
    }

    /// <summary>The call that brought the message is about to return. Generated code has read the body by now, unless a stage runs before or around it: then there is a copy.</summary>
    public void LeaveCall()
    {
        if (_retained is null)
        {
            _body = default;
        }
    }

    public void Return()
    {
        foreach (var stream in _streams)
        {
            stream.Abandon();
        }

        if (Stages is { } stages && !stages.TryDetach())
        {
            // A stage has answered without waiting for what it wraps, which still runs: nobody else may have this object or its memory.
            return;
        }

        if (_retained is not null)
        {
            ArrayPool<byte>.Shared.Return(_retained);
            _retained = null;
        }

        ForgetResult();
        (_client, _body, _eventName, _ack, _streams) = (null, default, null, null, []);
        (Handler, Stages, Scope, Activity, Cancellation, Shared) = (null, null, null, null, null, null);
        (IsAckTaken, OwnedScope) = (false, null);
        t_kept = this;
    }
}
