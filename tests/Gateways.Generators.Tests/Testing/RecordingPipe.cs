using System.Globalization;

namespace Gateways.Generators.Tests.Testing;

/// <summary>A pipe for every parameter. Keeps what it saw, doubles numbers and makes texts loud.</summary>
internal sealed class RecordingPipe : IPipe
{
    public List<string> Seen { get; } = [];

    public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context)
    {
        Seen.Add(string.Create(CultureInfo.InvariantCulture, $"{context.Parameter.Name}:{typeof(T).Name}={value}"));
        return new(value switch
        {
            int number => (T)(object)(number * 2),
            string text => (T)(object)text.ToUpperInvariant(),
            _ => value,
        });
    }
}
