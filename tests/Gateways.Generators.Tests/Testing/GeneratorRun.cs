using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gateways.Generators.Tests.Testing;

/// <summary>
/// One run of the generator. Every test of the generator goes through here, so every test also asserts that the output compiles without a
/// warning and that an edit elsewhere leaves every step of the pipeline cached.
/// </summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(Compilation output, GeneratorRunResult result)
    {
        Output = output;
        Files = result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
        Gateways = FindOutputs(result, GeneratorSteps.Gateways).Concat(FindOutputs(result, GeneratorSteps.TypedGateways)).Cast<GatewayModel>().ToList();
    }

    /// <summary>The user's code and the generated code together.</summary>
    public Compilation Output { get; }

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The models the parser made.</summary>
    public IReadOnlyList<GatewayModel> Gateways { get; }

    public static GeneratorRun Of(string source, string assemblyName = "Chat", params IEnumerable<MetadataReference> references)
    {
        var compilation = TestCompilation.Create(source, assemblyName, references);
        var driver = CSharpGeneratorDriver
            .Create(
                [new GatewayGenerator().AsSourceGenerator()],
                parseOptions: TestCompilation.ParseOptions,
                driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);

        Assert.Empty(diagnostics);
        AssertCompiles(output, compilation);
        AssertCached(driver, compilation);
        return new GeneratorRun(output, driver.GetRunResult().Results.Single());
    }

    private static void AssertCompiles(Compilation output, Compilation input)
    {
        // The sources of tests have no documentation comments; what is generated needs them.
        var problems = output.GetDiagnostics().Where(diagnostic =>
            diagnostic.Severity >= DiagnosticSeverity.Warning && !(diagnostic.Id == "CS1591" && input.ContainsSyntaxTree(diagnostic.Location.SourceTree!)));
        Assert.Equal([], problems.Select(problem => problem.ToString()));
    }

    private static void AssertCached(GeneratorDriver driver, Compilation compilation)
    {
        var edited = compilation.AddSyntaxTrees(TestCompilation.Parse("internal static class Unrelated;", "Unrelated.cs"));
        var result = driver.RunGenerators(edited).GetRunResult().Results.Single();

        // Only our own steps have our names; those of the driver look at the whole compilation and may change.
        foreach (var name in GeneratorSteps.All.Intersect(result.TrackedSteps.Keys))
            Assert.All(result.TrackedSteps[name].SelectMany(step => step.Outputs), output => Assert.True(IsUnchanged(output.Reason), $"{name}: {output.Reason}"));
        foreach (var (name, steps) in result.TrackedOutputSteps)
            Assert.All(steps.SelectMany(step => step.Outputs), output => Assert.True(IsUnchanged(output.Reason), $"{name}: {output.Reason}"));
    }

    private static bool IsUnchanged(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static IEnumerable<object> FindOutputs(GeneratorRunResult result, string step) =>
        result.TrackedSteps.TryGetValue(step, out var steps) ? steps.SelectMany(run => run.Outputs).Select(output => output.Value) : [];
}
