namespace Gateways;

/// <summary>The handle to emit typed events to the clients of <typeparamref name="TGateway"/>. A singleton in the service provider.</summary>
/// <typeparam name="TGateway">The gateway class.</typeparam>
/// <typeparam name="TEvents">Its events interface.</typeparam>
public interface IGatewayServer<TGateway, out TEvents> : IGatewayServer<TGateway>, IEmitTarget<TEvents>
    where TGateway : class
    where TEvents : class
{
    /// <inheritdoc cref="IEmitTarget.Local"/>
    new IEmitTarget<TEvents> Local { get; }

    /// <inheritdoc cref="IGatewayServer.ToClient"/>
    new IEmitTarget<TEvents> ToClient(string clientId);

    /// <inheritdoc cref="IGatewayServer.ToUser"/>
    new IEmitTarget<TEvents> ToUser(string userIdentifier);

    /// <inheritdoc cref="IEmitTarget.To(string)"/>
    new IEmitTarget<TEvents> To(string room);

    /// <inheritdoc cref="IEmitTarget.To(IReadOnlyCollection{string})"/>
    new IEmitTarget<TEvents> To(IReadOnlyCollection<string> rooms);

    /// <inheritdoc cref="IEmitTarget.Except(string)"/>
    new IEmitTarget<TEvents> Except(string room);

    /// <inheritdoc cref="IEmitTarget.ExceptClient(string)"/>
    new IEmitTarget<TEvents> ExceptClient(string clientId);

    /// <inheritdoc cref="IEmitTarget.Volatile"/>
    new IEmitTarget<TEvents> Volatile { get; }
}
