using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Tests.Dispatch;

/// <summary>A message with a body and nothing else.</summary>
internal sealed class FakeMessageContext(string body, bool single = false) : MessageContext
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(body);

    public string? Result { get; private set; }

    public override IGatewayClient Client => throw new NotSupportedException();

    public override IServiceProvider Services => throw new NotSupportedException();

    public override CancellationToken CancellationToken => default;

    public override string EventName => "event";

    public override bool HasPipes => false;

    protected override ReadOnlySpan<byte> Body => _body;

    protected override bool HasSingleArgument => single;

    public override IAck TakeAck() => throw new NotSupportedException();

    public override IAsyncEnumerable<T> BindStream<T>(int index, JsonTypeInfo<T> contract) => throw new NotSupportedException();

    public override ValueTask<T?> PipeAsync<T>(T? value, int parameter)
        where T : default
        => throw new NotSupportedException();

    public override TPipe GetPipe<TPipe>() => throw new NotSupportedException();

    public override PipeContext DescribePipe(int parameter) => throw new NotSupportedException();

    protected override void WriteResponse<T>(WsResponse<T> response, JsonTypeInfo<T> contract) => WriteResult(response.Data, contract);

    protected override void KeepStream(MessageStream stream) => throw new NotSupportedException();

    protected override void WriteResult<T>(T value, JsonTypeInfo<T> contract) => Result = JsonSerializer.Serialize(value, contract);
}
