using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Infrastructure;

/// <summary>The JSON contracts of an application: every payload goes through them.</summary>
/// <param name="options">The options; made read-only here.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GatewayJson(JsonSerializerOptions options)
{
    /// <summary>The options.</summary>
    public JsonSerializerOptions Options { get; } = ReadOnly(options);

    /// <summary>The contract of a type.</summary>
    /// <exception cref="NotSupportedException">No resolver knows the type.</exception>
    public JsonTypeInfo<T> GetTypeInfo<T>() => (JsonTypeInfo<T>)GetTypeInfo(typeof(T));

    /// <summary>The contract of a type.</summary>
    /// <exception cref="NotSupportedException">No resolver knows the type.</exception>
    public JsonTypeInfo GetTypeInfo(Type type) => Options.TryGetTypeInfo(type, out var info)
        ? info
        : throw new NotSupportedException($"No JSON contract for '{type}'. Add [JsonSerializable(typeof({type.Name}))] to a JsonSerializerContext and that context to GatewayOptions.Json.TypeInfoResolverChain.");

    private static JsonSerializerOptions ReadOnly(JsonSerializerOptions options)
    {
        options.MakeReadOnly();
        return options;
    }
}
