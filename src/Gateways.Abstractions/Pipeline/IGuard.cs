namespace Gateways;

/// <summary>
/// Decides whether a message may reach its handler. Guards run first: global ones, then those of the gateway, then those of the method, each kind in its
/// order of declaration; the first denial ends the message.
/// </summary>
/// <remarks>One registered in the service provider has the lifetime it was registered with; any other is created once, and must be thread-safe.</remarks>
public interface IGuard
{
    /// <summary>Decides. A throw is an error like one of the handler; a denial should be a value.</summary>
    ValueTask<GuardResult> CanActivateAsync(GatewayContext context);
}
