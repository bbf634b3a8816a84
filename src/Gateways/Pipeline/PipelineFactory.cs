using System.Threading.RateLimiting;
using Gateways.Connecting;
using Gateways.Dispatch;
using Gateways.Hosting;
using Gateways.Infrastructure;
using Gateways.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Pipeline;

/// <summary>Puts together, when the application starts, what stands around the handlers and the clients of each namespace.</summary>
internal sealed class PipelineFactory(GatewayOptionsIndex options, EnhancerStore store, IServiceProvider services) : IDisposable
{
    private readonly List<PartitionedRateLimiter<RateLimitContext>> _limiters = [];

    /// <summary>Ends the limiters that were made here or in the options: each has a timer.</summary>
    public void Dispose()
    {
        foreach (var limiter in _limiters.Concat(options.All.RateLimits.Made).Concat(options.Own.SelectMany(static one => one.RateLimits.Made)))
        {
            limiter.Dispose();
        }
    }

    public async Task BuildAsync(GatewayHost host)
    {
        var own = host.Members.ConvertAll(member => options.Find(member.Descriptor.GatewayType));
        IReadOnlyList<MessageMiddleware> messages = [.. options.All.Messages, .. own.SelectMany(static one => one.Messages)];
        foreach (var member in host.Members)
        {
            var handlers = new List<MessageHandler>();
            foreach (var descriptor in member.Descriptor.Handlers)
            {
                var policy = await CombineAsync(GatewayAuthorization.FindForHandler(host, member, descriptor)).ConfigureAwait(false);
                var pipeline = HandlerPipeline.Create(options.All, messages, member.Descriptor, descriptor, policy, store);
                handlers.Add(new MessageHandler(member, handlers.Count, descriptor, pipeline));
            }

            member.Handlers = [.. handlers];
        }

        host.RateLimiter = CreateRateLimiter(host, own);
        var connecting = await CreateConnectPipelineAsync(host, own).ConfigureAwait(false);
        host.Use(connecting, new HandlerPipeline { Middleware = messages });
        host.Namespaces.Outgoing.Use(FindOutgoing(host));
    }

    private IEnumerable<IOutgoingInterceptor> FindOutgoing(GatewayHost host) => store
        .Resolve<IOutgoingInterceptor>(options.All.OutgoingInterceptors.Items.Concat(host.Members.SelectMany(static member => member.Descriptor.Enhancers)), EnhancerKind.OutgoingInterceptor)
        .Select(static one => one.Shared ?? throw new InvalidOperationException($"'{one.Type}' is registered as scoped or transient, but an emit has no scope: register it as a singleton."));

    private MessageRateLimiter? CreateRateLimiter(GatewayHost host, List<GatewayOptionsBase> own)
    {
        var limiter = new MessageRateLimiter(
            [.. options.All.RateLimits.Limiters, .. own.SelectMany(static one => one.RateLimits.Limiters), .. CreateLimiters(host.Metadata)], options.All.RateLimits.Rejection);
        foreach (var handler in host.Members.SelectMany(static member => member.Handlers))
        {
            limiter.Add(handler, [.. CreateLimiters(handler.Descriptor.Metadata)]);
        }

        return limiter.IsEmpty ? null : limiter;
    }

    private IEnumerable<PartitionedRateLimiter<RateLimitContext>> CreateLimiters(IReadOnlyList<object> metadata)
    {
        foreach (var limit in metadata.OfType<RateLimitAttribute>())
        {
            var limiter = RateLimits.Create(limit.Scope, limit.Permits, TimeSpan.FromSeconds(limit.WindowSeconds));
            _limiters.Add(limiter);
            yield return limiter;
        }
    }

    private async Task<ConnectPipeline> CreateConnectPipelineAsync(GatewayHost host, List<GatewayOptionsBase> own)
    {
        var declared = options.All.ConnectionGuards.Items.Concat(host.Members.SelectMany(static member => member.Descriptor.Enhancers));
        return new ConnectPipeline(
            [.. options.All.Connecting, .. own.SelectMany(static one => one.Connecting)],
            await CombineAsync(GatewayAuthorization.FindForClients(host)).ConfigureAwait(false),
            store.Resolve<IConnectionGuard>(declared, EnhancerKind.ConnectionGuard),
            host.Engine,
            services);
    }

    private async Task<AuthorizationPolicy?> CombineAsync(IReadOnlyList<IAuthorizeData> data)
    {
        if (data.Count == 0)
        {
            return null;
        }

        var provider = services.GetService<IAuthorizationPolicyProvider>()
            ?? throw new InvalidOperationException("A gateway has [Authorize], but the application has no authorization. Call builder.Services.AddAuthorization().");
        return await AuthorizationPolicy.CombineAsync(provider, data).ConfigureAwait(false);
    }
}
