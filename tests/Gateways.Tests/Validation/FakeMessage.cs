using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Tests.Validation;

/// <summary>A message without an engine: its body and how bodies are read.</summary>
internal sealed class FakeMessage(string body, JsonSerializerOptions options, params object[] attributes) : GatewayContext
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(body);

    public override IGatewayClient Client => throw new NotSupportedException("A pipe has no business with the client.");

    public override string EventName => "order";

    public override Type? GatewayType => null;

    public override string? MethodName => "Order";

    public override IServiceProvider Services { get; } = new ServiceCollection().AddSingleton("blocked").BuildServiceProvider();

    public override CancellationToken CancellationToken => default;

    public override IAck Ack => throw new NotSupportedException("A pipe has no business with the ack.");

    public override IReadOnlyList<object> Metadata { get; } = attributes;

    public override ReadOnlySpan<byte> Body => _body;

    public override JsonSerializerOptions JsonOptions { get; } = options;

    protected override bool HasSingleArgument => true;

    /// <summary>Binds a parameter as the engine does, and sends it through the pipe.</summary>
    public async Task<T?> SendAsync<T>(IPipe pipe, PipeParameter? parameter = null)
    {
        var context = new PipeContext(this, parameter ?? new PipeParameter("body", PipeTarget.Body));
        var value = JsonSerializer.Deserialize(context.GetRawValue(), (JsonTypeInfo<T>)JsonOptions.GetTypeInfo(typeof(T)));
        return await pipe.TransformAsync(value, context);
    }
}
