using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Gateways.Generators.Tests.Testing;

/// <summary>Runs one analyzer. The marked spans of a source are all it may report: a diagnostic nobody asserted fails the test.</summary>
internal static class AnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Asserts the diagnostics of a source; without a mark, that it has none.</summary>
    public static Task VerifyAsync(string source)
    {
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> { TestCode = source };
        test.Prepare();
        return test.RunAsync();
    }

    /// <summary>Asserts one diagnostic with its whole text; the mark <c>#1</c> is a further place it points to.</summary>
    public static Task VerifyAsync(string source, string message)
    {
        var descriptor = Assert.Single(new TAnalyzer().SupportedDiagnostics, rule => source.Contains($"{{|{rule.Id}:", StringComparison.Ordinal));
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> { TestCode = source.Replace($"{{|{descriptor.Id}:", "{|#0:", StringComparison.Ordinal) };
        test.Prepare();
        var expected = new DiagnosticResult(descriptor).WithLocation(0).WithMessage(message);
        test.ExpectedDiagnostics.Add(source.Contains("{|#1:", StringComparison.Ordinal) ? expected.WithLocation(1) : expected);
        return test.RunAsync();
    }
}
