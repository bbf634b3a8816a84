using Microsoft.AspNetCore.Http;

namespace Gateways.Hosting;

/// <summary>Marks an endpoint that shares its URL with endpoints of other transports.</summary>
/// <param name="Transport">Whose it is.</param>
/// <param name="Recognizes">Whether a request is for this transport, where it can tell; null where it cannot.</param>
internal sealed record GatewayTransportMetadata(GatewayTransports Transport, Func<HttpContext, bool>? Recognizes);
