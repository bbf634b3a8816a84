namespace Gateways;

/// <summary>
/// Makes a partial class a gateway: one namespace that serves every transport the application has added.
/// The source generator writes its dispatcher; register it with <c>AddGateway&lt;T&gt;()</c>.
/// </summary>
/// <param name="path">
/// The namespace and URL, for example <c>/chat</c> or, with route parameters, <c>/chat/{roomId}</c>: each value of the parameters is then a namespace of its own. A missing leading
/// slash is added; matching ignores case, as in ASP.NET Core routing. Several gateways may have the same path: they share its clients.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public class WebSocketGatewayAttribute(string path) : Attribute
{
    /// <summary>The namespace and URL as written.</summary>
    public string Path { get; } = path;

    /// <summary>How many instances of the class live, and for how long. Default: <see cref="GatewayLifetime.Singleton"/>.</summary>
    public GatewayLifetime Lifetime { get; set; }

    /// <summary>
    /// How many messages of one client may be handled at the same time. Default 1: in order, one by one.
    /// More than 1 gives up the order of that client's messages.
    /// </summary>
    public int MaxConcurrency { get; set; } = 1;

    /// <summary>The transports that may reach this gateway. Default: every transport the application has added.</summary>
    public GatewayTransports Transports { get; set; } = GatewayTransports.All;

    /// <summary>
    /// A port of its own: the server also listens there, over plain HTTP, and the gateway answers nowhere else. Default 0: the application's own addresses. What stands
    /// before the application (TLS, a proxy, a firewall) must know of it; the start logs a reminder.
    /// </summary>
    public int Port { get; set; }
}
