namespace Gateways;

/// <summary>
/// What can be said of one gateway besides its attribute, from code or configuration: <c>AddGateway&lt;ChatGateway&gt;(options =&gt; ..)</c>, or
/// <c>services.Configure&lt;GatewayOptions&lt;ChatGateway&gt;&gt;(configuration.GetSection("Chat"))</c>.
/// </summary>
/// <typeparam name="TGateway">The gateway.</typeparam>
public sealed class GatewayOptions<TGateway> : GatewayOptionsBase
    where TGateway : class;
