namespace Gateways;

/// <summary>For which message and which parameter a pipe runs.</summary>
/// <param name="Message">The message.</param>
/// <param name="Parameter">The parameter.</param>
public readonly record struct PipeContext(GatewayContext Message, PipeParameter Parameter);
