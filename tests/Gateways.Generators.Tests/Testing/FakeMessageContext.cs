using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Generators.Tests.Testing;

/// <summary>A message without a connection.</summary>
internal sealed class FakeMessageContext(string body, bool isSingleArgument, IServiceProvider services, CancellationToken cancellationToken) : MessageContext
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(body);

    public string? Result { get; private set; }

    // No test calls the client; handlers only have to receive what the context holds.
    public override IGatewayClient Client => null!;

    public override IServiceProvider Services => services;

    public override CancellationToken CancellationToken => cancellationToken;

    protected override ReadOnlySpan<byte> Body => _body;

    protected override bool HasSingleArgument => isSingleArgument;

    /// <summary>Overwrites the body, as a transport does that reads its next message into the same memory.</summary>
    public void ReuseBody() => Array.Fill(_body, (byte)' ');

    protected override void WriteResult<T>(T value, JsonTypeInfo<T> contract) => Result = JsonSerializer.Serialize(value, contract);
}
