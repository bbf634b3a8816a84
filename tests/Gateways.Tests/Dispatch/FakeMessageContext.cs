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

    protected override ReadOnlySpan<byte> Body => _body;

    protected override bool HasSingleArgument => single;

    protected override void WriteResult<T>(T value, JsonTypeInfo<T> contract) => Result = JsonSerializer.Serialize(value, contract);
}
