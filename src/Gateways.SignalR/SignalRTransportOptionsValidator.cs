using Gateways.Hosting;

namespace Gateways.SignalR;

/// <summary>Names every option of the transport that makes no sense.</summary>
internal sealed class SignalRTransportOptionsValidator : OptionsValidator<SignalRTransportOptions>
{
    protected override void Check(SignalRTransportOptions options, OptionFaults faults) =>
        faults.Count(nameof(options.StatefulReconnectBufferBytes), options.StatefulReconnectBufferBytes);
}
