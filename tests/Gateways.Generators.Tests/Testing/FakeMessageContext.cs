using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Generators.Tests.Testing;

/// <summary>A message without a connection. Keeps, in order, what generated code asked of it after binding.</summary>
internal sealed class FakeMessageContext(FakeMessage message, MessageHandlerDescriptor? handler) : MessageContext
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(message.Body);
    private readonly FakeClient _client = new(message.RouteValues);

    public string? Result { get; private set; }

    public MessageStream? Kept { get; private set; }

    public override IGatewayClient Client => _client;

    public override IServiceProvider Services => message.Services;

    public override CancellationToken CancellationToken => CancellationToken.None;

    public override string EventName => message.EventName;

    public override bool HasPipes => message.Pipe is not null;

    protected override ReadOnlySpan<byte> Body => _body;

    protected override bool HasSingleArgument => message.IsSingleArgument;

    /// <summary>Overwrites the body, as a transport does that reads its next message into the same memory.</summary>
    public void ReuseBody() => Array.Fill(_body, (byte)' ');

    public override IAck TakeAck() => message.Ack;

    public override IAsyncEnumerable<T> BindStream<T>(int index, JsonTypeInfo<T> contract) => index < message.Streams.Count
        ? Read(message.Streams[index], contract)
        : throw new MessageBindingException("", "required", "A stream is required.");

    public override async ValueTask<T?> PipeAsync<T>(T? value, int parameter)
        where T : default
    {
        await Task.Yield();
        return message.Pipe is { } pipe ? await pipe.TransformAsync(value, DescribePipe(parameter)) : value;
    }

    public override TPipe GetPipe<TPipe>() => (TPipe?)message.Services.GetService(typeof(TPipe)) ?? Activator.CreateInstance<TPipe>();

    public override PipeContext DescribePipe(int parameter) => new(null!, handler!.Parameters[parameter]);

    protected override void WriteResult<T>(T value, JsonTypeInfo<T> contract) => Result = JsonSerializer.Serialize(value, contract);

    protected override void WriteResponse<T>(WsResponse<T> response, JsonTypeInfo<T> contract) => Result = JsonSerializer.Serialize(response.Data, contract);

    protected override void KeepStream(MessageStream stream) => Kept = stream;

    private static async IAsyncEnumerable<T> Read<T>(string[] items, JsonTypeInfo<T> contract)
    {
        foreach (var item in items)
        {
            await Task.Yield();
            yield return JsonSerializer.Deserialize(item, contract)!;
        }
    }
}
