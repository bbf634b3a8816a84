using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.FluentValidation.Tests.Messages;

/// <summary>A message without an engine: its body and its services.</summary>
internal sealed class FakeMessage(string body, IServiceProvider services) : GatewayContext
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(body);

    public override IGatewayClient Client => throw new NotSupportedException("A pipe has no business with the client.");

    public override string EventName => "order";

    public override Type? GatewayType => null;

    public override string? MethodName => "Order";

    public override IServiceProvider Services { get; } = services;

    public override CancellationToken CancellationToken { get; } = new CancellationTokenSource().Token;

    public override IAck Ack => throw new NotSupportedException("A pipe has no business with the ack.");

    public override IReadOnlyList<object> Metadata => Attributes;

    public override ReadOnlySpan<byte> Body => _body;

    public override JsonSerializerOptions JsonOptions { get; } = CreateJsonOptions();

    public bool IsSingle { get; init; } = true;

    public object[] Attributes { get; init; } = [];

    protected override bool HasSingleArgument => IsSingle;

    /// <summary>Binds a parameter as the engine does, and sends it through the pipe.</summary>
    public async Task<T?> SendAsync<T>(ValidationPipe pipe, PipeParameter? parameter = null)
    {
        var context = new PipeContext(this, parameter ?? new PipeParameter("body", PipeTarget.Body));
        var value = JsonSerializer.Deserialize(context.GetRawValue(), (JsonTypeInfo<T>)JsonOptions.GetTypeInfo(typeof(T)));
        return await pipe.TransformAsync(value, context);
    }

    private static JsonSerializerOptions CreateJsonOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        options.MakeReadOnly();
        return options;
    }
}
