using Gateways.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Pipeline;

/// <summary>Where one guard, interceptor, pipe or filter comes from: it is here already, or each message takes one from its scope.</summary>
/// <param name="Shared">The one instance; null where each scope has its own.</param>
/// <param name="Type">Its class.</param>
/// <param name="OncePerClient">Whether a guard that has let a client pass is not asked again.</param>
internal sealed record Enhancer<T>(T? Shared, Type Type, bool OncePerClient)
    where T : class
{
    /// <summary>Whether it wants the message to have a scope: it comes from there, or takes services from there.</summary>
    public bool NeedsScope => Shared is null or IMessageScopeUser { NeedsMessageScope: true };

    public T Get(IServiceProvider scope) => Shared ?? (T)scope.GetRequiredService(Type);
}
