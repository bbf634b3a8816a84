using System.Diagnostics.CodeAnalysis;

namespace Gateways;

/// <summary>Puts a guard around the handlers of a gateway, or around one handler. May stand several times: guards run in their order of declaration, before everything else.</summary>
/// <typeparam name="T">The guard: taken from the service provider where it is registered, else created once.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class UseGuardsAttribute<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> : Attribute
    where T : class, IGuard
{
    /// <summary>
    /// Whether a guard that has once let a client pass is not asked again for this client, until its <see cref="IGatewayClient.User"/> changes. Default: false, it is
    /// asked for every message.
    /// </summary>
    public bool OncePerClient { get; set; }
}
