using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Gateways.Generators.Tests.Testing;

/// <summary>Gives the testing library what it would otherwise download.</summary>
internal static class AnalyzerTestSetup
{
    public static void Prepare(this AnalyzerTest<DefaultVerifier> test)
    {
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestState.AdditionalReferences.AddRange(TestCompilation.References);
        test.TestState.AddShared();
        test.SolutionTransforms.Add((solution, id) => solution
            .WithProjectParseOptions(id, TestCompilation.ParseOptions)
            .WithProjectCompilationOptions(id, ((CSharpCompilationOptions)solution.GetProject(id)!.CompilationOptions!).WithNullableContextOptions(NullableContextOptions.Enable)));
    }

    /// <summary>The sources that stand beside every test's own.</summary>
    public static void AddShared(this SolutionState state)
    {
        state.Sources.Add(("/0/Usings.cs", TestCompilation.Usings));
        state.Sources.Add(("/0/Packages.cs", PackageStubs.Source));
    }
}
