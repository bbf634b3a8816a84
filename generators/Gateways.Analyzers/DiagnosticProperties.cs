namespace Gateways.Analyzers;

/// <summary>What diagnostics tell their code fixes.</summary>
internal static class DiagnosticProperties
{
    public const string EventName = nameof(EventName);
    public const string MaxConcurrency = nameof(MaxConcurrency);
    public const string ReturnType = nameof(ReturnType);
    public const string Interface = nameof(Interface);
    public const string Replacement = nameof(Replacement);
    public const string ServerType = nameof(ServerType);
}
