using System.Text.Json;

namespace Gateways.Authentication.JwtBearer.Tests.Fakes;

/// <summary>A message of a client.</summary>
internal sealed class FakeMessage(IGatewayClient client, params object[] attributes) : GatewayContext
{
    public override IGatewayClient Client { get; } = client;

    public override string EventName => "say";

    public override Type? GatewayType => null;

    public override string? MethodName => "Say";

    public override IServiceProvider Services => throw new NotSupportedException("The guard takes nothing from the scope.");

    public override CancellationToken CancellationToken => Client.Aborted;

    public override IAck Ack => throw new NotSupportedException("The guard has no business with the ack.");

    public override IReadOnlyList<object> Metadata { get; } = attributes;

    public override ReadOnlySpan<byte> Body => default;

    public override JsonSerializerOptions JsonOptions { get; } = new(JsonSerializerDefaults.Web);

    protected override bool HasSingleArgument => true;
}
