using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>A theory that needs Node.js; without it, skipped and saying so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeToolchain.IsInstalled ? null : NodeToolchain.MissingReason;
}
