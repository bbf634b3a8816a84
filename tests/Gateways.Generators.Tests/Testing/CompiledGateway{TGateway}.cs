using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Generators.Tests.Testing;

/// <inheritdoc cref="CompiledGateway"/>
internal sealed class CompiledGateway<TGateway> : CompiledGateway
    where TGateway : class, IGatewayDefinition<TGateway>
{
    private static readonly GatewayJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    private readonly GatewayDispatcher<TGateway> _dispatcher = TGateway.Descriptor.CreateDispatcher(Json);

    public override GatewayDescriptor Descriptor => TGateway.Descriptor;

    public override async Task<Outcome> SendAsync(string eventName, string body = "", bool isSingleArgument = true, IServiceProvider? services = null)
    {
        var context = new FakeMessageContext(body, isSingleArgument, services ?? new FakeServices(), CancellationToken.None);
        var pending = _dispatcher.InvokeAsync(FindHandler(eventName), Activator.CreateInstance<TGateway>(), context);
        context.ReuseBody();
        var result = await pending;
        return new Outcome(result.Kind, result.EventName, context.Result);
    }

    public override int FindHandler(string eventName) => _dispatcher.FindHandler(Encoding.UTF8.GetBytes(eventName));

    public override Task EmitAsync(IEmitTarget target, string method, params object?[] arguments)
    {
        var events = TGateway.Descriptor.GetType().GetMethod("CreateEmitter")!.Invoke(TGateway.Descriptor, [target])!;
        var called = events.GetType().GetInterfaces().SelectMany(type => type.GetMethods()).Single(candidate => candidate.Name == method);
        return called.Invoke(events, arguments) switch { ValueTask task => task.AsTask(), var task => (Task)task! };
    }
}
