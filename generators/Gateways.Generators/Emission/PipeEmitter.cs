using System.Globalization;
using Gateways.Generators.Model;

namespace Gateways.Generators.Emission;

/// <summary>Writes the method that sends the bound values of one handler through pipes: for each parameter those for all, then its own.</summary>
internal static class PipeEmitter
{
    public static void Write(SourceWriter writer, GatewayModel gateway, HandlerModel handler, string pipeName, string callName)
    {
        var passed = HandlerEmitter.FindPassed(handler).ToList();
        HandlerEmitter.WriteSignature(
            writer,
            gateway,
            pipeName,
            HandlerEmitter.IsStaticCall(handler),
            isAsync: true,
            passed.Select(parameter => $"{parameter.Bound.Type} {parameter.Bound.LocalName}"));
        var index = 0;
        foreach (var parameter in handler.BodyParameters)
            WriteParameter(writer, parameter, index++);

        string[] arguments = ["gateway", "context", .. passed.Select(parameter => parameter.Piping?.Result?.Variable ?? parameter.Bound.LocalName)];
        writer
            .Write($"return await {callName}({string.Join(", ", arguments)}).ConfigureAwait(false);")
            .Close();
    }

    private static void WriteParameter(SourceWriter writer, ParameterModel parameter, int index)
    {
        var bound = parameter.Bound;
        var number = index.ToString(CultureInfo.InvariantCulture);
        writer.Write($"{bound.LocalName} = {Await($"context.PipeAsync({bound.LocalName}, {number})", bound.IsNotNull)};");
        if (parameter.Piping is not { } piping)
            return;

        if (piping is not { PresentName: { } present, Result: { } result })
        {
            WriteSteps(writer, piping, bound.LocalName, number, declared: null);
            return;
        }

        writer
            .Write($"{result.VariableType} {result.Variable} = {piping.Fallback};")
            .Write($"if ({bound.LocalName} is {{ }} {present})")
            .Open();
        WriteSteps(writer, piping, present, number, result.Variable);
        writer.Close();
    }

    /// <param name="writer">The writer.</param>
    /// <param name="piping">The pipes.</param>
    /// <param name="value">The variable they start from.</param>
    /// <param name="number">The parameter's index.</param>
    /// <param name="declared">The variable that is there already.</param>
    private static void WriteSteps(SourceWriter writer, PipingModel piping, string value, string number, string? declared)
    {
        foreach (var step in piping.Steps)
        {
            var pipe = $"context.GetPipe<{step.PipeType}>()";
            if (step.Contract is not null)
                pipe = $"(({step.Contract}){pipe})";

            var transformed = Await($"{pipe}.TransformAsync({value}, context.DescribePipe({number}))", step.IsForgiven);
            var variable = step.Variable ?? value;
            writer.Write(step.Variable is null || variable == declared ? $"{variable} = {transformed};" : $"{step.VariableType} {variable} = {transformed};");
            value = variable;
        }
    }

    private static string Await(string call, bool isForgiven) =>
        isForgiven ? $"(await {call}.ConfigureAwait(false))!" : $"await {call}.ConfigureAwait(false)";
}
