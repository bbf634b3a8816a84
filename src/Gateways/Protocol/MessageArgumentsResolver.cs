using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Protocol;

/// <summary>The contract of <see cref="MessageArguments"/>, which no source-generated context can make.</summary>
internal sealed class MessageArgumentsResolver : IJsonTypeInfoResolver
{
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => type == typeof(MessageArguments)
        ? JsonMetadataServices.CreateValueInfo<MessageArguments>(options, new MessageArgumentsConverter())
        : null;
}
