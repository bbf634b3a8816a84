namespace Gateways.Specification.Gateways.Stages;

/// <summary>Trims texts, whatever else passes.</summary>
public sealed class TrimPipe : IPipe
{
    public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new(value is string text ? (T)(object)text.Trim() : value);
}
