using System.Buffers;
using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;
using Gateways.Protocol;

namespace Gateways.Dispatch;

/// <summary>One message on its way through a handler. Pooled per thread, so a handler that completes at once costs no allocation.</summary>
internal sealed class DispatchContext : MessageContext
{
    private const int MaxAckIdBytes = 128;

    [ThreadStatic]
    private static DispatchContext? t_kept;

    private readonly byte[] _ackId = new byte[MaxAckIdBytes];
    private GatewayClient? _client;
    private int _ackIdLength;
    private ReadOnlyMemory<byte> _body;
    private byte[]? _retained;
    private bool _hasSingleArgument;
    private ScratchWriter? _result;

    private DispatchContext()
    {
    }

    public GatewayClient Sender => _client!;

    public override IGatewayClient Client => _client!;

    public override IServiceProvider Services => Scope ?? _client!.Host.Services;

    public override CancellationToken CancellationToken => _client!.Aborted;

    public int Handler { get; private set; }

    /// <summary>The services of the message's own scope, while it has one.</summary>
    public IServiceProvider? Scope { get; set; }

    public Activity? Activity { get; set; }

    public long Started { get; set; }

    public ReadOnlySpan<byte> AckId => _ackId.AsSpan(0, _ackIdLength);

    public bool WantsAck => _ackIdLength > 0;

    public ReadOnlySpan<byte> Result => _result is null ? default : _result.WrittenSpan;

    /// <summary>How many bytes the message holds on to while it waits.</summary>
    public int RetainedBytes => _retained is null ? 0 : _body.Length;

    public ReadOnlySpan<byte> RawBody => _body.Span;

    protected override ReadOnlySpan<byte> Body => _body.Span;

    protected override bool HasSingleArgument => _hasSingleArgument;

    public static bool FitsAckId(ReadOnlySpan<byte> ackId) => ackId.Length <= MaxAckIdBytes;

    public static DispatchContext Rent(GatewayClient client, int handler, in InboundMessage message)
    {
        var context = t_kept ?? new DispatchContext();
        t_kept = null;
        context._client = client;
        context.Handler = handler;
        context._body = message.Body;
        context._hasSingleArgument = message.HasSingleArgument;
        message.AckId.CopyTo(context._ackId);
        context._ackIdLength = message.AckId.Length;
        return context;
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

    /// <summary>The call that brought the message has returned: a body that was not retained is gone.</summary>
    public void ForgetBody()
    {
        if (_retained is null)
        {
            _body = default;
        }
    }

    public void Return()
    {
        if (_retained is not null)
        {
            ArrayPool<byte>.Shared.Return(_retained);
            _retained = null;
        }

        _result?.Dispose();
        _result = null;
        _client = null;
        _body = default;
        Scope = null;
        Activity = null;
        t_kept = this;
    }

    protected override void WriteResult<T>(T value, JsonTypeInfo<T> contract)
    {
        _result?.Dispose();
        _result = ScratchWriter.Rent();
        _result.WriteJson(value, contract);
    }
}
