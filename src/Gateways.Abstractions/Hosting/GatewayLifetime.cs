namespace Gateways;

/// <summary>How many instances of a gateway live, and for how long.</summary>
public enum GatewayLifetime
{
    /// <summary>One instance for the application, created when it starts.</summary>
    Singleton,

    /// <summary>One instance per client, in a service scope of its own: created before the connection hook, disposed after the disconnect hook.</summary>
    PerConnection,

    /// <summary>One instance per message and per hook, in a service scope of its own.</summary>
    PerMessage,
}
