using System.Globalization;
using Gateways.Generators.Model;

namespace Gateways.Generators.Emission;

/// <summary>Writes what the engine has to know about a gateway.</summary>
internal static class DescriptorEmitter
{
    public static void Write(SourceWriter writer, GatewayModel gateway)
    {
        var arguments = gateway.Events is { } events ? $"{gateway.ClassName}, {events.TypeName}" : gateway.ClassName;
        writer
            .Write(Known.GeneratedCode)
            .Write($"private sealed class GeneratedDescriptor : {Known.Infrastructure}.GatewayDescriptor<{arguments}>")
            .Open();
        WriteFacts(writer, gateway);
        WriteHandlers(writer, gateway);
        WriteFactories(writer, gateway);
        writer.Close();
    }

    private static void WriteFacts(SourceWriter writer, GatewayModel gateway)
    {
        writer.Write($"public override string Path => {CSharpLiteral.Quote(gateway.Path)};").WriteEmptyLine();
        if (gateway.Lifetime is { } lifetime)
            writer.Write($"public override global::Gateways.GatewayLifetime Lifetime => {lifetime};").WriteEmptyLine();
        if (gateway.MaxConcurrency != 1)
            writer.Write($"public override int MaxConcurrency => {gateway.MaxConcurrency.ToString(CultureInfo.InvariantCulture)};").WriteEmptyLine();
        if (gateway.Transports is { } transports)
            writer.Write($"public override global::Gateways.GatewayTransports Transports => {transports};").WriteEmptyLine();
        if (gateway.Hooks.Count > 0)
        {
            var flags = gateway.Hooks.Select(hook => $"{Known.Infrastructure}.GatewayHooks.{hook}");
            writer.Write($"public override {Known.Infrastructure}.GatewayHooks Hooks => {string.Join(" | ", flags)};").WriteEmptyLine();
        }
    }

    private static void WriteHandlers(SourceWriter writer, GatewayModel gateway)
    {
        var property = $"public override global::System.Collections.Generic.IReadOnlyList<{Known.Infrastructure}.MessageHandlerDescriptor> Handlers {{ get; }} =";
        if (gateway.Handlers.Count == 0)
        {
            writer.Write($"{property} [];").WriteEmptyLine();
            return;
        }

        writer.Write(property).Open("[");
        foreach (var handler in gateway.Handlers)
            writer.Write($"new({string.Join(", ", GetDescriptorArguments(handler))}),");

        writer.Close("];").WriteEmptyLine();
    }

    private static IEnumerable<string> GetDescriptorArguments(HandlerModel handler)
    {
        yield return CSharpLiteral.Quote(handler.EventName);
        yield return CSharpLiteral.Quote(handler.MethodName.TrimStart('@'));
        if (handler.MaxConcurrency != 0)
            yield return $"MaxConcurrency: {handler.MaxConcurrency.ToString(CultureInfo.InvariantCulture)}";
        if (handler.RequiresServices)
            yield return "RequiresServices: true";
    }

    private static void WriteFactories(SourceWriter writer, GatewayModel gateway)
    {
        writer.Write($"public override {Known.Infrastructure}.GatewayDispatcher<{gateway.ClassName}> CreateDispatcher({Known.Infrastructure}.GatewayJson json) =>");
        writer.Indent().Write($"new GeneratedDispatcher({(gateway.Contracts.Count > 0 ? "json" : "")});").Unindent();
        if (gateway.ServerProperties.Count > 0)
            WriteInjectServer(writer, gateway);

        if (gateway.Events is { } events)
        {
            writer
                .WriteEmptyLine()
                .Write($"public override {events.TypeName} CreateEmitter(global::Gateways.IEmitTarget target) =>")
                .Indent()
                .Write($"new GeneratedEmitter({(events.Methods.Count > 0 ? "target" : "")});")
                .Unindent();
        }
    }

    private static void WriteInjectServer(SourceWriter writer, GatewayModel gateway)
    {
        writer
            .WriteEmptyLine()
            .Write($"public override void InjectServer({gateway.ClassName} gateway, global::System.IServiceProvider services)")
            .Open();
        foreach (var property in gateway.ServerProperties)
            writer.Write($"gateway.{property.Name} = services.GetRequiredService<{property.ServiceType}>();");

        writer.Close();
    }
}
