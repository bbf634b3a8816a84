using System.Globalization;
using System.Text;
using Gateways.Generators.Model;

namespace Gateways.Generators.Emission;

/// <summary>Writes the class that finds and calls the handlers.</summary>
internal static class DispatcherEmitter
{
    private const string FindHandler = "public override int FindHandler(global::System.ReadOnlySpan<byte> eventName) =>";

    public static void Write(SourceWriter writer, GatewayModel gateway)
    {
        var parameters = gateway.Contracts.Count > 0 ? $"({Known.Infrastructure}.GatewayJson json)" : "";
        writer
            .Write(Known.GeneratedCode)
            .Write($"private sealed class GeneratedDispatcher{parameters} : {Known.Infrastructure}.GatewayDispatcher<{gateway.ClassName}>")
            .Open();
        WriteContracts(writer, gateway);
        WriteFindHandler(writer, gateway);
        writer.WriteEmptyLine();
        WriteInvoke(writer, gateway);
        foreach (var handler in gateway.Handlers)
        {
            writer.WriteEmptyLine();
            HandlerEmitter.Write(writer, gateway, handler);
        }

        writer.Close();
    }

    private static void WriteContracts(SourceWriter writer, GatewayModel gateway)
    {
        foreach (var contract in gateway.Contracts)
            writer.Write($"private readonly global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<{contract.TypeName}> {contract.FieldName} = json.GetTypeInfo<{contract.TypeName}>();");
        if (gateway.Contracts.Count > 0)
            writer.WriteEmptyLine();
    }

    /// <summary>The compiler turns the lengths into a jump; few events of one gateway share a length.</summary>
    private static void WriteFindHandler(SourceWriter writer, GatewayModel gateway)
    {
        if (gateway.Handlers.All(handler => handler.IsCatchAll))
        {
            writer.Write($"{FindHandler} -1;");
            return;
        }

        writer.Write($"{FindHandler} eventName.Length switch").Open();
        for (var index = 0; index < gateway.Handlers.Count; index++)
        {
            if (gateway.Handlers[index].IsCatchAll)
                continue;

            var name = gateway.Handlers[index].EventName;
            writer.Write($"{Number(Encoding.UTF8.GetByteCount(name))} when eventName.SequenceEqual({CSharpLiteral.Quote(name)}u8) => {Number(index)},");
        }

        writer.Write("_ => -1,").Close("};");
    }

    private static void WriteInvoke(SourceWriter writer, GatewayModel gateway)
    {
        const string Throw = "throw new global::System.ArgumentOutOfRangeException(nameof(handler))";
        writer.Write($"public override {Known.ValueTaskOfResult} InvokeAsync(int handler, {gateway.ClassName} gateway, {Known.Context} context) =>");
        writer.Indent();
        if (gateway.Handlers.Count == 0)
        {
            writer.Write($"{Throw};").Unindent();
            return;
        }

        writer.Write("handler switch").Open();
        for (var index = 0; index < gateway.Handlers.Count; index++)
            writer.Write($"{Number(index)} => {gateway.Handlers[index].DispatchName}(gateway, context),");

        writer.Write($"_ => {Throw},").Close("};").Unindent();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
