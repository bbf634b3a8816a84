using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.WebSockets.Tests.Transports;

/// <summary>The specification over .NET's own WebSocket, which is used where frames may be compressed.</summary>
public sealed class FallbackTransportTests : FramedTransportTests
{
    protected override void AddTransport(IGatewaysBuilder builder) => builder.AddWebSockets(static options => options.Compression = true);

    protected override void Configure(WebApplication app) => app.UseWebSockets();
}
