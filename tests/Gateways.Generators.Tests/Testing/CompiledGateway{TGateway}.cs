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

    public override async Task<Outcome> SendAsync(FakeMessage message)
    {
        var index = FindHandler(message.EventName);
        if (index < 0)
            index = Descriptor.Handlers.ToList().FindIndex(handler => handler.IsCatchAll);

        var context = new FakeMessageContext(message, Descriptor.Handlers.ElementAtOrDefault(index));
        var pending = _dispatcher.InvokeAsync(index, Activator.CreateInstance<TGateway>(), context);
        context.ReuseBody();
        var result = await pending;
        var sink = new RecordingSink();
        await (context.Kept?.RunAsync(sink, CancellationToken.None) ?? Task.CompletedTask);
        return new Outcome(result.Kind, result.EventName, context.Kept is null ? context.Result : string.Join(' ', sink.Items));
    }

    public override int FindHandler(string eventName) => _dispatcher.FindHandler(Encoding.UTF8.GetBytes(eventName));

    public override Task EmitAsync(IEmitTarget target, string method, params object?[] arguments)
    {
        var events = TGateway.Descriptor.GetType().GetMethod("CreateEmitter")!.Invoke(TGateway.Descriptor, [target])!;
        var called = events.GetType().GetInterfaces().SelectMany(type => type.GetMethods()).Single(candidate => candidate.Name == method);
        return called.Invoke(events, arguments) switch { ValueTask task => task.AsTask(), var task => (Task)task! };
    }
}
