using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>A fact that needs Node.js; without it, skipped and saying so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeToolchain.IsInstalled ? null : NodeToolchain.MissingReason;
}
