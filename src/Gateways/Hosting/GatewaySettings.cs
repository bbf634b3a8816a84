using Gateways.Infrastructure;

namespace Gateways.Hosting;

/// <summary>What counts for one gateway: its options where they say something, else its attribute.</summary>
internal sealed record GatewaySettings(string Path, int MaxConcurrency, GatewayTransports Transports, int Port, UnknownEventPolicy UnknownEvents)
{
    public static GatewaySettings Create(GatewayDescriptor descriptor, GatewayOptionsBase own, GatewayOptions all)
    {
        var settings = new GatewaySettings(
            own.Path is { } path ? "/" + path.Trim().Trim('/') : descriptor.Path,
            own.MaxConcurrency ?? descriptor.MaxConcurrency,
            own.Transports ?? descriptor.Transports,
            own.Port ?? descriptor.Port,
            own.UnknownEvents ?? all.UnknownEvents);
        settings.Check(descriptor);
        return settings;
    }

    /// <summary>Two gateways of one namespace share its clients, so they must agree on what a client can do.</summary>
    public void CheckAgrees(GatewaySettings other, Type mine, Type others)
    {
        if (this with { Path = other.Path } != other)
        {
            throw new InvalidOperationException(
                $"'{mine}' and '{others}' share the path '{Path}' but differ in MaxConcurrency, Transports, Port or UnknownEvents. Say the same in both, or give each a path of its own.");
        }
    }

    private void Check(GatewayDescriptor descriptor)
    {
        if (MaxConcurrency < 1)
        {
            throw new InvalidOperationException($"MaxConcurrency of '{descriptor.GatewayType}' is {MaxConcurrency}: make it at least 1.");
        }

        if (Port is < 0 or > 65535)
        {
            throw new InvalidOperationException($"Port of '{descriptor.GatewayType}' is {Port}: make it 1 to 65535, or 0 for the application's own addresses.");
        }

        foreach (var handler in descriptor.Handlers)
        {
            if (handler.MaxConcurrency < 0)
            {
                throw new InvalidOperationException($"MaxConcurrency of '{handler.MethodName}' on '{descriptor.GatewayType}' is {handler.MaxConcurrency}: make it at least 0.");
            }
        }
    }
}
