namespace Gateways.Specification.ScaleOut;

/// <summary>What every adapter for many servers does.</summary>
public abstract partial class ScaleOutSpecification : ClusterSpecification;
