namespace Gateways;

/// <summary>Who is here, in the namespace of <typeparamref name="TGateway"/>. A singleton in the service provider.</summary>
/// <typeparam name="TGateway">The gateway class.</typeparam>
public interface IPresence<TGateway> : IPresence
    where TGateway : class;
