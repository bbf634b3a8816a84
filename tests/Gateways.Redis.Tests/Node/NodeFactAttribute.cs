namespace Gateways.Redis.Tests.Node;

/// <summary>A fact that needs Node.js; without it, skipped and saying so, but never on a build server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() =>
        Skip = NodePackages.IsNodeInstalled || Environment.GetEnvironmentVariable("CI") is not null ? null : "Node.js 20 or later is not installed.";
}
