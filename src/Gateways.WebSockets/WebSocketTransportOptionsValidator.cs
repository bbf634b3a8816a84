using Gateways.Hosting;

namespace Gateways.WebSockets;

/// <summary>Names every option of the transport that makes no sense.</summary>
internal sealed class WebSocketTransportOptionsValidator : OptionsValidator<WebSocketTransportOptions>
{
    protected override void Check(WebSocketTransportOptions options, OptionFaults faults) => faults.Count(nameof(options.MaxFragments), options.MaxFragments);
}
