using Gateways.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Generators.Tests.Testing;

/// <summary>Every analyzer there is.</summary>
internal static class AllAnalyzers
{
    public static IReadOnlyList<DiagnosticAnalyzer> Create() => typeof(GatewayDiagnostics).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
        .ToList();

    /// <summary>What they report for a compilation.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(Compilation compilation) =>
        await compilation.WithAnalyzers([.. Create()]).GetAnalyzerDiagnosticsAsync();
}
