using System.Reflection;
using Gateways.Infrastructure;

namespace Gateways.Generators.Tests.Testing;

/// <summary>A gateway whose generated code runs inside the test.</summary>
internal abstract class CompiledGateway
{
    public abstract GatewayDescriptor Descriptor { get; }

    /// <summary>Compiles a source and loads one of its gateways.</summary>
    public static CompiledGateway Load(string source, string typeName = "Chat.ChatGateway") => Load(GeneratorRun.Of(source), typeName);

    public static CompiledGateway Load(GeneratorRun run, string typeName)
    {
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image).Success);
        var gateway = Assembly.Load(image.ToArray()).GetType(typeName, throwOnError: true)!;
        return (CompiledGateway)Activator.CreateInstance(typeof(CompiledGateway<>).MakeGenericType(gateway))!;
    }

    /// <summary>Finds the handler of an event and calls it on a new instance.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="body">The body as JSON; empty for none.</param>
    /// <param name="isSingleArgument">Whether an array is one argument.</param>
    /// <param name="services">The services of the message.</param>
    public Task<Outcome> SendAsync(string eventName, string body = "", bool isSingleArgument = true, IServiceProvider? services = null) =>
        SendAsync(new FakeMessage(eventName, body) { IsSingleArgument = isSingleArgument, Services = services ?? new FakeServices() });

    /// <summary>Finds the handler of a message, a catch-all one where there is no other, and calls it on a new instance.</summary>
    public abstract Task<Outcome> SendAsync(FakeMessage message);

    public abstract int FindHandler(string eventName);

    /// <summary>Calls a method of the generated events implementation.</summary>
    public abstract Task EmitAsync(IEmitTarget target, string method, params object?[] arguments);
}
