using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Gateways.Generators.Tests.Testing;

/// <summary>Runs one analyzer and its code fix.</summary>
internal static class CodeFixVerifier<TAnalyzer, TCodeFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    /// <summary>Asserts that the marked source becomes the fixed one.</summary>
    public static Task VerifyAsync(string source, string fixedSource)
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TCodeFix, DefaultVerifier> { TestCode = source, FixedCode = fixedSource };
        test.Prepare();
        test.FixedState.AddShared();
        return test.RunAsync();
    }

    /// <summary>Asserts that the marked source is reported, and that nothing is offered for it.</summary>
    public static Task VerifyNoFixAsync(string source) => VerifyAsync(source, source);
}
