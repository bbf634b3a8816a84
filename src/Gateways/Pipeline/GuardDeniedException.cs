namespace Gateways.Pipeline;

/// <summary>A guard has denied. Never thrown by the engine: it carries the verdict to filters and to the client.</summary>
internal sealed class GuardDeniedException(GuardResult verdict) : WsException(verdict.Message ?? "Forbidden resource")
{
    public object? Details => verdict.Data;
}
