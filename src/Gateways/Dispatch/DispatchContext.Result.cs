using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;
using Gateways.Protocol;

namespace Gateways.Dispatch;

/// <content>What comes out of a handler. Without interceptors it is serialised at once; with interceptors it stays an object until they have seen it.</content>
internal sealed partial class DispatchContext
{
    private ScratchWriter? _result;
    private object? _value;
    private JsonTypeInfo? _contract;
    private bool _isArguments;

    public ReadOnlySpan<byte> Result => _result is null ? default : _result.WrittenSpan;

    /// <summary>The result as an ack.</summary>
    public AckFrame ResultAsAck => new() { Value = Result, Binaries = ResultBinaries, IsArguments = _isArguments };

    /// <summary>Where binary values stand in the result.</summary>
    public ReadOnlySpan<BinaryPlace> ResultBinaries => _result is null ? default : _result.Binaries;

    /// <summary>The stream that is the result.</summary>
    public MessageStream? Stream { get; private set; }

    /// <summary>Whether the stream has been started, and so counts among its client's.</summary>
    public bool IsStreaming { get; set; }

    /// <summary>The error that is the result, where it is a value and was not thrown.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether a filter has told the client what there is to tell.</summary>
    public bool IsToldByFilter { get; set; }

    private bool KeepsObject => Handler is { Pipeline.Interceptors.Length: > 0 };

    /// <summary>A handler's result as interceptors see it.</summary>
    public object? Take(MessageResult result) => result.Kind switch
    {
        MessageResultKind.Empty => null,
        MessageResultKind.Stream => Stream!.Source,
        _ => _value,
    };

    /// <summary>What interceptors, or a filter, have made of the result.</summary>
    public MessageResult Accept(object? value)
    {
        switch (value)
        {
            case null:
                return MessageResult.Empty;
            case IWsResponse response:
                ArgumentException.ThrowIfNullOrEmpty(response.Event);
                Write(response.Data, ReferenceEquals(value, _value) ? _contract! : Sender.Engine.Json.GetTypeInfo(response.DataType));
                return MessageResult.Event(response.Event);
            case var _ when Stream?.With(value) is { } stream:
                Stream = stream;
                return MessageResult.Stream;
            default:
                Write(value, ReferenceEquals(value, _value) ? _contract! : Sender.Engine.Json.GetTypeInfo(value.GetType()));
                return MessageResult.Value;
        }
    }

    protected override void WriteResult<T>(T value, JsonTypeInfo<T> contract)
    {
        if (KeepsObject)
        {
            (_value, _contract) = (value, contract);
            return;
        }

        if (value is MessageArguments)
        {
            Write(value, contract);
        }
        else
        {
            StartResult().WriteJson(value, contract);
        }
    }

    protected override void WriteResponse<T>(WsResponse<T> response, JsonTypeInfo<T> contract)
    {
        if (KeepsObject)
        {
            (_value, _contract) = (response, contract);
            return;
        }

        StartResult().WriteJson(response.Data, contract);
    }

    protected override void KeepStream(MessageStream stream) => Stream = stream;

    private void Write(object? value, JsonTypeInfo contract)
    {
        if (value is null)
        {
            StartResult().WriteBytes("null"u8);
        }
        else if (value is MessageArguments arguments)
        {
            StartResult().WriteArguments(arguments, withBrackets: true);
            _isArguments = true;
        }
        else
        {
            StartResult().WriteJson(value, contract);
        }
    }

    private ScratchWriter StartResult()
    {
        _result?.Dispose();
        _isArguments = false;
        return _result = ScratchWriter.Rent();
    }

    private void ForgetResult()
    {
        _result?.Dispose();
        (_result, _value, _contract, Stream, Failure) = (null, null, null, null, null);
        (IsStreaming, IsToldByFilter) = (false, false);
    }
}
