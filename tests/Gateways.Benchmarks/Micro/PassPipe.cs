namespace Gateways.Benchmarks.Micro;

/// <summary>Hands on what it is given.</summary>
public sealed class PassPipe : IPipe
{
    public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new(value);
}
