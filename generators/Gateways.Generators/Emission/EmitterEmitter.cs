using Gateways.Generators.Model;

namespace Gateways.Generators.Emission;

/// <summary>Writes the implementation of an events interface. Explicit members, so that no name of the interface can meet one of the class.</summary>
internal static class EmitterEmitter
{
    public static void Write(SourceWriter writer, EventsModel events)
    {
        var parameters = events.Methods.Count > 0 ? "(global::Gateways.IEmitTarget target)" : "";
        writer
            .Write(Known.GeneratedCode)
            .Write($"private sealed class GeneratedEmitter{parameters} : {events.TypeName}")
            .Open();
        writer.WriteSeparated(events.Methods, method => WriteMethod(writer, method));
        writer.Close();
    }

    private static void WriteMethod(SourceWriter writer, EventMethodModel method)
    {
        string[] arguments = [CSharpLiteral.Quote(method.EventName), .. method.Payloads, .. method.Token is null ? Array.Empty<string>() : [method.Token]];
        var emit = $"target.EmitAsync({string.Join(", ", arguments)}){(method.ReturnsTask ? ".AsTask()" : "")}";
        writer
            .Write($"{method.ReturnType} {method.InterfaceName}.{method.MethodName}({string.Join(", ", method.Parameters)}) =>")
            .Indent()
            .Write($"{emit};")
            .Unindent();
    }
}
