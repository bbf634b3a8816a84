using Gateways.CodeAnalysis;
using Gateways.Generators.Model;

namespace Gateways.Generators.Emission;

/// <summary>
/// Writes the methods that bind and call one handler. All that reads the body stands before the first await: the body's memory is lent. Where there is
/// something to pipe, binding, pipes and call are a method each, so that a handler nobody pipes pays one check.
/// </summary>
internal static class HandlerEmitter
{
    public static void Write(SourceWriter writer, GatewayModel gateway, HandlerModel handler)
    {
        if (handler is not { PipeName: { } pipeName, CallName: { } callName })
        {
            WriteSignature(writer, gateway, handler.DispatchName, IsStatic(handler), handler.Return.IsAwaited);
            WriteBindings(writer, handler.Parameters);
            WriteCall(writer, handler);
            writer.Close();
            return;
        }

        WriteBind(writer, gateway, handler, pipeName, callName);
        writer.WriteEmptyLine();
        PipeEmitter.Write(writer, gateway, handler, pipeName, callName);
        writer.WriteEmptyLine();
        WriteSignature(writer, gateway, callName, IsStaticCall(handler), handler.Return.IsAwaited, FindPassed(handler).Select(parameter => $"{parameter.Type} {parameter.LocalName}"));
        WriteBindings(writer, handler.Parameters.Where(parameter => !IsBoundFirst(parameter)));
        WriteCall(writer, handler);
        writer.Close();
    }

    /// <summary>What goes from one method to the next: everything that came out of the message.</summary>
    public static IEnumerable<ParameterModel> FindPassed(HandlerModel handler) => handler.Parameters.Where(IsBoundFirst);

    /// <summary>Whether the method that calls the user's needs nothing of the dispatcher.</summary>
    public static bool IsStaticCall(HandlerModel handler) => handler.Return.ContractField is null;

    public static void WriteSignature(SourceWriter writer, GatewayModel gateway, string name, bool isStatic, bool isAsync, IEnumerable<string>? passed = null)
    {
        string[] parameters = [$"{gateway.ClassName} gateway", $"{Known.Context} context", .. passed ?? []];
        writer
            .Write($"private {(isStatic ? "static " : "")}{(isAsync ? "async " : "")}{Known.ValueTaskOfResult} {name}({string.Join(", ", parameters)})")
            .Open();
    }

    private static bool IsStatic(HandlerModel handler) => !handler.UsesContracts;

    private static bool IsBoundFirst(ParameterModel parameter) => parameter.IsBody || parameter.Source is ParameterSource.Route or ParameterSource.Stream;

    private static void WriteBind(SourceWriter writer, GatewayModel gateway, HandlerModel handler, string pipeName, string callName)
    {
        WriteSignature(writer, gateway, handler.DispatchName, isStatic: false, isAsync: false);
        WriteBindings(writer, FindPassed(handler));
        string[] arguments = ["gateway", "context", .. FindPassed(handler).Select(parameter => parameter.Bound.LocalName)];
        var list = string.Join(", ", arguments);
        var isAlwaysPiped = handler.Parameters.Any(parameter => parameter.Piping is not null);
        writer
            .Write(isAlwaysPiped ? $"return {pipeName}({list});" : $"return context.HasPipes ? {pipeName}({list}) : {callName}({list});")
            .Close();
    }

    private static void WriteBindings(SourceWriter writer, IEnumerable<ParameterModel> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (BindingExpression.Of(parameter) is { } binding)
                writer.Write($"var {parameter.Bound.LocalName} = {binding};");
        }
    }

    private static void WriteCall(SourceWriter writer, HandlerModel handler)
    {
        var call = $"gateway.{handler.MethodName}({string.Join(", ", handler.Parameters.Select(BindingExpression.ArgumentOf))})";
        if (handler.Return.IsAwaited)
            call = $"await {call}.ConfigureAwait(false)";

        if (handler.Return.Kind == ReturnKind.Nothing)
        {
            writer.Write($"{call};");
            writer.Write(handler.Return.IsAwaited ? $"return {Known.Result}.Empty;" : "return default;");
            return;
        }

        // The contract is of the type without its question mark; a null is the context's to answer. Items may be null only where the type argument says what they are.
        var method = (handler.Return.Kind, handler.Return.IsNullable) switch
        {
            (ReturnKind.Stream, true) => $"Stream<{handler.Return.PayloadType}>",
            (ReturnKind.Stream, false) => "Stream",
            _ => "Reply",
        };
        var reply = $"context.{method}(result{(handler.Return.IsNullable ? "!" : "")}, {handler.Return.ContractField})";
        writer.Write($"var result = {call};");
        writer.Write(handler.Return.IsAwaited ? $"return {reply};" : $"return new {Known.ValueTaskOfResult}({reply});");
    }
}
