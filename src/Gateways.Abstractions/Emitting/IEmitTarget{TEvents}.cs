namespace Gateways;

/// <summary>A set of clients to emit typed events to.</summary>
/// <typeparam name="TEvents">The gateway's events interface.</typeparam>
public interface IEmitTarget<out TEvents> : IEmitTarget
    where TEvents : class
{
    /// <summary>Emits to this target: each method of the interface is one event.</summary>
    TEvents Emit { get; }

    /// <inheritdoc cref="IEmitTarget.Local"/>
    new IEmitTarget<TEvents> Local { get; }

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
