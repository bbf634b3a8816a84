using System.Globalization;

namespace Gateways.Specification.Gateways.Stages;

/// <summary>Makes a number of a text.</summary>
public sealed class ParseIntPipe(Probe probe) : IPipe<string, int>
{
    public async ValueTask<int> TransformAsync(string value, PipeContext context)
    {
        probe.Note($"{context.Parameter.Name} {context.Parameter.Target} '{context.Parameter.Path}'");
        await Task.Yield();
        return int.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new WsValidationException([new ValidationError(context.Parameter.Path, "number", "Not a number."), new ValidationError("", "hint", "Write digits.")]);
    }
}
