using System.Globalization;
using Gateways.CodeAnalysis;
using Gateways.Generators.Model;

namespace Gateways.Generators.Emission;

/// <summary>
/// Writes the method that binds and calls one handler. All that reads the body stands before the first await: the body's memory is lent.
/// </summary>
internal static class HandlerEmitter
{
    public static void Write(SourceWriter writer, GatewayModel gateway, HandlerModel handler)
    {
        var modifiers = $"{(handler.UsesContracts ? "" : "static ")}{(handler.Return.IsAwaited ? "async " : "")}";
        writer
            .Write($"private {modifiers}{Known.ValueTaskOfResult} {handler.DispatchName}({gateway.ClassName} gateway, {Known.Context} context)")
            .Open();
        foreach (var parameter in handler.Parameters)
        {
            if (GetBinding(parameter) is { } binding)
                writer.Write($"var {parameter.LocalName} = {binding};");
        }

        WriteCall(writer, handler);
        writer.Close();
    }

    private static void WriteCall(SourceWriter writer, HandlerModel handler)
    {
        var call = $"gateway.{handler.MethodName}({string.Join(", ", handler.Parameters.Select(GetArgument))})";
        if (handler.Return.IsAwaited)
            call = $"await {call}.ConfigureAwait(false)";

        if (handler.Return.Kind == ReturnKind.Nothing)
        {
            writer.Write($"{call};");
            writer.Write(handler.Return.IsAwaited ? $"return {Known.Result}.Empty;" : "return default;");
            return;
        }

        // The contract is of the type without its question mark; a null is the context's to answer.
        var reply = $"context.Reply(result{(handler.Return.IsNullable ? "!" : "")}, {handler.Return.ContractField})";
        writer.Write($"var result = {call};");
        writer.Write(handler.Return.IsAwaited ? $"return {reply};" : $"return new {Known.ValueTaskOfResult}({reply});");
    }

    private static string GetArgument(ParameterModel parameter) => parameter.Source switch
    {
        ParameterSource.Client => "context.Client",
        ParameterSource.CancellationToken => "context.CancellationToken",
        _ => parameter.LocalName,
    };

    /// <summary>The expression of a variable; null where the argument is read from the context as it stands.</summary>
    private static string? GetBinding(ParameterModel parameter) => parameter.Source switch
    {
        ParameterSource.Body => Bind("BindBody", parameter),
        ParameterSource.Argument => Bind("BindArgument", parameter, parameter.Index.ToString(CultureInfo.InvariantCulture)),
        ParameterSource.Property => Bind("BindProperty", parameter, CSharpLiteral.Quote(parameter.Property) + "u8"),
        ParameterSource.Service => $"context.Services.{Get(parameter)}Service<{parameter.TypeName}>()",
        ParameterSource.KeyedService => $"context.Services.{Get(parameter)}KeyedService<{parameter.TypeName}>({parameter.ServiceKey})",
        _ => null,
    };

    private static string Bind(string method, ParameterModel parameter, string? place = null)
    {
        var arguments = new List<string>();
        if (place is not null)
            arguments.Add(place);

        arguments.Add(parameter.ContractField!);
        arguments.Add(parameter.IsOptional ? "optional: true" : "optional: false");
        if (parameter.Fallback is not null)
            arguments.Add($"fallback: {parameter.Fallback}");

        return $"context.{method}({string.Join(", ", arguments)}){(parameter.IsNotNull ? "!" : "")}";
    }

    private static string Get(ParameterModel parameter) => parameter.IsOptional ? "Get" : "GetRequired";
}
