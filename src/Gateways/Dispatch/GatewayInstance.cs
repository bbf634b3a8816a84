using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Dispatch;

/// <summary>A gateway that lives for one client or one message, with the scope it came from.</summary>
internal sealed record GatewayInstance(object Gateway, AsyncServiceScope Scope);
