using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Protocol;
using Microsoft.Extensions.Options;

namespace Gateways.Hosting;

/// <summary>Ends the chain of JSON contracts: what the application's contexts do not know is found by reflection where that is allowed, else among the simple types.</summary>
internal sealed class GatewayJsonSetup : IPostConfigureOptions<GatewayOptions>
{
    public void PostConfigure(string? name, GatewayOptions options)
    {
        if (options.Json.IsReadOnly)
        {
            return;
        }

        options.Json.TypeInfoResolverChain.Insert(0, new MessageArgumentsResolver());
        options.Json.TypeInfoResolverChain.Add(SimpleJsonContext.Default);
        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            options.Json.TypeInfoResolverChain.Add(ReflectionResolver());
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where the application keeps reflection-based serialisation on.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where the application keeps reflection-based serialisation on.")]
    private static DefaultJsonTypeInfoResolver ReflectionResolver() => new();
}
