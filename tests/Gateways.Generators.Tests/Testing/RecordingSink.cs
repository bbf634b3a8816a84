using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Generators.Tests.Testing;

/// <summary>Keeps what a stream yields: values as JSON, events with their name before it.</summary>
internal sealed class RecordingSink : IMessageStreamSink
{
    public List<string> Items { get; } = [];

    public ValueTask WriteAsync<T>(T value, JsonTypeInfo<T> contract)
    {
        Items.Add(JsonSerializer.Serialize(value, contract));
        return default;
    }

    public ValueTask WriteAsync<T>(WsResponse<T> response, JsonTypeInfo<T> contract)
    {
        Items.Add($"{response.Event}:{JsonSerializer.Serialize(response.Data, contract)}");
        return default;
    }
}
