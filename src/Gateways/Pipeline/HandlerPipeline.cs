using Gateways.Infrastructure;
using Microsoft.AspNetCore.Authorization;

namespace Gateways.Pipeline;

/// <summary>What stands around one handler, in the order in which it runs. Made once, when the application starts.</summary>
internal sealed class HandlerPipeline
{
    /// <summary>Wrap everything, outermost first.</summary>
    public IReadOnlyList<MessageMiddleware> Middleware { get; init; } = [];

    /// <summary>Who may call the handler, as ASP.NET Core says it; null for everyone.</summary>
    public AuthorizationPolicy? Policy { get; init; }

    public Enhancer<IGuard>[] Guards { get; init; } = [];

    public Enhancer<IInterceptor>[] Interceptors { get; init; } = [];

    public Enhancer<IPipe>[] Pipes { get; init; } = [];

    public Enhancer<object>[] ParameterPipes { get; init; } = [];

    /// <summary>The first that takes an exception decides.</summary>
    public ExceptionFilter[] Filters { get; init; } = [];

    /// <summary>Whether there is nothing to do before, after or instead of the handler. Pipes are the handler's own affair.</summary>
    public bool IsEmpty => Middleware.Count == 0 && Policy is null && Guards.Length == 0 && Interceptors.Length == 0 && Filters.Length == 0;

    /// <summary>Whether anything comes from the message's scope.</summary>
    public bool RequiresScope =>
        Array.Exists(Guards, static one => one.NeedsScope)
        || Array.Exists(Interceptors, static one => one.NeedsScope)
        || Array.Exists(Pipes, static one => one.NeedsScope)
        || Array.Exists(ParameterPipes, static one => one.NeedsScope)
        || Array.Exists(Filters, static one => one.NeedsScope);

    /// <summary>Puts together what the application, the gateway and the handler declare.</summary>
    public static HandlerPipeline Create(
        GatewayOptions options, IReadOnlyList<MessageMiddleware> middleware, GatewayDescriptor gateway, MessageHandlerDescriptor handler, AuthorizationPolicy? policy, EnhancerStore store)
    {
        var declared = gateway.Enhancers.Concat(handler.Enhancers).ToList();
        return new HandlerPipeline
        {
            Middleware = middleware,
            Policy = policy,
            Guards = store.Resolve<IGuard>(options.Guards.Items.Concat(declared), EnhancerKind.Guard),
            Interceptors = store.Resolve<IInterceptor>(options.Interceptors.Items.Concat(declared), EnhancerKind.Interceptor),
            Pipes = store.Resolve<IPipe>(options.Pipes.Items.Concat(declared), EnhancerKind.Pipe),
            ParameterPipes = store.Resolve<object>(declared, EnhancerKind.ParameterPipe),

            // The other way round: method before gateway before global, within each the last declared first.
            Filters = [.. store.Resolve<IExceptionFilter>(options.Filters.Items.Concat(declared), EnhancerKind.Filter).Reverse().Select(static filter => new ExceptionFilter(filter))],
        };
    }
}
