using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Redis.Tests;

/// <summary>The contracts of an application without wishes.</summary>
internal static class TestJson
{
    public static GatewayJson Contracts { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });
}
