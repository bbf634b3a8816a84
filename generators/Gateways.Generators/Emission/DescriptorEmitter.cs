using System.Globalization;
using Gateways.CodeAnalysis;
using Gateways.Generators.Model;

namespace Gateways.Generators.Emission;

/// <summary>Writes what the engine has to know about a gateway.</summary>
internal static class DescriptorEmitter
{
    private const string List = "global::System.Collections.Generic.IReadOnlyList";

    public static void Write(SourceWriter writer, GatewayModel gateway)
    {
        var arguments = gateway.Events is { } events ? $"{gateway.ClassName}, {events.TypeName}" : gateway.ClassName;
        writer
            .Write(Known.GeneratedCode)
            .Write($"private sealed class GeneratedDescriptor : {Known.Infrastructure}.GatewayDescriptor<{arguments}>")
            .Open();
        WriteFacts(writer, gateway);
        WriteList(writer, $"{List}<{Known.Infrastructure}.EnhancerDescriptor> Enhancers", gateway.Enhancers.Select(FormatEnhancer));
        WriteList(writer, $"{List}<object> Metadata", gateway.Metadata);
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
            writer.Write($"public override int MaxConcurrency => {Number(gateway.MaxConcurrency)};").WriteEmptyLine();
        if (gateway.Transports is { } transports)
            writer.Write($"public override global::Gateways.GatewayTransports Transports => {transports};").WriteEmptyLine();
        if (gateway.Port != 0)
            writer.Write($"public override int Port => {Number(gateway.Port)};").WriteEmptyLine();
        if (gateway.Hooks.Count > 0)
        {
            var flags = gateway.Hooks.Select(hook => $"{Known.Infrastructure}.GatewayHooks.{hook}");
            writer.Write($"public override {Known.Infrastructure}.GatewayHooks Hooks => {string.Join(" | ", flags)};").WriteEmptyLine();
        }
    }

    private static void WriteList(SourceWriter writer, string property, IEnumerable<string> items)
    {
        var lines = items.ToList();
        if (lines.Count == 0)
            return;

        writer.Write($"public override {property} {{ get; }} =");
        WriteItems(writer, lines, "];");
        writer.WriteEmptyLine();
    }

    private static void WriteItems(SourceWriter writer, IEnumerable<string> items, string end)
    {
        writer.Open("[");
        foreach (var item in items)
            writer.Write($"{item},");

        writer.Close(end);
    }

    private static void WriteHandlers(SourceWriter writer, GatewayModel gateway)
    {
        var property = $"public override {List}<{Known.Infrastructure}.MessageHandlerDescriptor> Handlers {{ get; }} =";
        if (gateway.Handlers.Count == 0)
        {
            writer.Write($"{property} [];").WriteEmptyLine();
            return;
        }

        writer.Write(property).Open("[");
        foreach (var handler in gateway.Handlers)
            WriteHandler(writer, handler);

        writer.Close("];").WriteEmptyLine();
    }

    private static void WriteHandler(SourceWriter writer, HandlerModel handler)
    {
        var created = $"new({string.Join(", ", GetDescriptorArguments(handler))})";
        var parameters = handler.BodyParameters.Select(FormatParameter).ToList();
        if (handler is { IsCatchAll: false, Enhancers.Count: 0, Metadata.Count: 0, StreamCount: 0 } && parameters.Count == 0)
        {
            writer.Write($"{created},");
            return;
        }

        writer.Write(created).Open();
        if (handler.IsCatchAll)
            writer.Write("IsCatchAll = true,");

        WriteInitializer(writer, "Enhancers", handler.Enhancers.Select(FormatEnhancer));
        WriteInitializer(writer, "Metadata", handler.Metadata);
        if (parameters.Count > 0)
            writer.Write($"Parameters = [{string.Join(", ", parameters)}],");
        if (handler.StreamCount > 0)
            writer.Write($"StreamCount = {Number(handler.StreamCount)},");

        writer.Close("},");
    }

    private static void WriteInitializer(SourceWriter writer, string property, IEnumerable<string> items)
    {
        var lines = items.ToList();
        if (lines.Count == 0)
            return;

        writer.Write($"{property} =");
        WriteItems(writer, lines, "],");
    }

    private static IEnumerable<string> GetDescriptorArguments(HandlerModel handler)
    {
        yield return CSharpLiteral.Quote(handler.EventName);
        yield return CSharpLiteral.Quote(handler.MethodName.TrimStart('@'));
        if (handler.MaxConcurrency != 0)
            yield return $"MaxConcurrency: {Number(handler.MaxConcurrency)}";
        if (handler.RequiresServices)
            yield return "RequiresServices: true";
    }

    private static string FormatEnhancer(EnhancerModel enhancer) =>
        $"new {Known.Infrastructure}.EnhancerDescriptor<{enhancer.TypeName}>({Known.Infrastructure}.EnhancerKind.{enhancer.Kind}){(enhancer.OncePerClient ? " { OncePerClient = true }" : "")}";

    private static string FormatParameter(ParameterModel parameter)
    {
        var created = $"new({CSharpLiteral.Quote(parameter.Name)}, global::Gateways.PipeTarget.{parameter.Source}";
        return parameter.Source switch
        {
            ParameterSource.Property => $"{created}, {CSharpLiteral.Quote(parameter.Place)})",
            ParameterSource.Argument => $"{created}, Index: {Number(parameter.Index)})",
            _ => $"{created})",
        };
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

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
