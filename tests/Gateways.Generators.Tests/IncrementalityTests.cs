using Gateways.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gateways.Generators.Tests;

/// <summary>What is done again after an edit of a gateway. (That nothing is after an edit elsewhere, <see cref="GeneratorRun"/> asserts in every test.)</summary>
public sealed class IncrementalityTests
{
    private const string First = "[WebSocketGateway(\"/first\")] public partial class First { [SubscribeMessage(\"e\")] public void Handle() { } }";
    private const string Second = "[WebSocketGateway(\"/second\")] public partial class Second;";

    [Fact]
    public void Event_Renamed_RewritesItsGatewayOnly() => Assert.Equal(
        [("First", IncrementalStepRunReason.Modified), ("Second", IncrementalStepRunReason.Cached)],
        FindReasons(First.Replace("\"e\"", "\"f\"", StringComparison.Ordinal), GeneratorSteps.Gateways));

    [Fact]
    public void Event_Renamed_LeavesTheRegistration() => Assert.Equal(
        [IncrementalStepRunReason.Cached],
        FindReasons(First.Replace("\"e\"", "\"f\"", StringComparison.Ordinal), GeneratorSteps.Registrations).Select(output => output.Reason));

    [Fact]
    public void Gateway_Renamed_RewritesTheRegistration() => Assert.Equal(
        [IncrementalStepRunReason.Modified],
        FindReasons(First.Replace("class First", "class Renamed", StringComparison.Ordinal), GeneratorSteps.Registrations).Select(output => output.Reason));

    [Fact]
    public void Handler_BodyEdited_RewritesNothing() => Assert.Equal(
        [("First", IncrementalStepRunReason.Cached), ("Second", IncrementalStepRunReason.Cached)],
        FindReasons(First.Replace("{ } }", "{ _ = 1; } }", StringComparison.Ordinal), GeneratorSteps.Gateways));

    private static List<(string? Name, IncrementalStepRunReason Reason)> FindReasons(string editedFirst, string step)
    {
        var first = TestCompilation.Parse(First, "First.cs");
        var compilation = TestCompilation.Create(Second).AddSyntaxTrees(first);
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        var driver = CSharpGeneratorDriver
            .Create([new GatewayGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions, driverOptions: options)
            .RunGenerators(compilation)
            .RunGenerators(compilation.ReplaceSyntaxTree(first, TestCompilation.Parse(editedFirst, "First.cs")));

        return driver.GetRunResult().Results.Single().TrackedSteps[step]
            .SelectMany(run => run.Outputs)
            .Select(output => ((output.Value as Model.GatewayModel)?.ClassName, output.Reason))
            .OrderBy(output => output.ClassName, StringComparer.Ordinal)
            .ToList();
    }
}
