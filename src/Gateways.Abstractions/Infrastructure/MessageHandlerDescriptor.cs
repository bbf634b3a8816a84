using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>What the generator knows about one handler.</summary>
/// <param name="EventName">The event.</param>
/// <param name="MethodName">The method, for logs.</param>
/// <param name="MaxConcurrency">0: the gateway's; above 0: this handler's own, outside the client's order.</param>
/// <param name="RequiresServices">Whether it takes services from a scope.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record MessageHandlerDescriptor(string EventName, string MethodName, int MaxConcurrency = 0, bool RequiresServices = false);
