using Gateways.Hosting;

namespace Gateways.SocketIO;

/// <summary>Names every option of the transport that makes no sense.</summary>
internal sealed class SocketIOTransportOptionsValidator : OptionsValidator<SocketIOTransportOptions>
{
    protected override void Check(SocketIOTransportOptions options, OptionFaults faults) => options.Check(faults);
}
