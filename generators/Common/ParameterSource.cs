namespace Gateways.CodeAnalysis;

/// <summary>Where a handler's parameter comes from.</summary>
internal enum ParameterSource
{
    /// <summary>Nowhere: see <see cref="ParameterBinding.Problem"/>.</summary>
    Unsupported,

    /// <summary>The whole body.</summary>
    Body,

    /// <summary>One of several arguments.</summary>
    Argument,

    /// <summary>One key of the body.</summary>
    Property,

    /// <summary>The client that sent the message.</summary>
    Client,

    /// <summary>The token that is cancelled when the client leaves.</summary>
    CancellationToken,

    /// <summary>The client's wish for an answer.</summary>
    Ack,

    /// <summary>The event's name.</summary>
    EventName,

    /// <summary>A route parameter of the gateway's path.</summary>
    Route,

    /// <summary>A stream of the client.</summary>
    Stream,

    /// <summary>The service provider.</summary>
    Service,

    /// <summary>The service provider, by key.</summary>
    KeyedService,
}
