using System.Reflection;
using Gateways.Analyzers;
using Gateways.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gateways.Generators.Tests.Analyzers;

/// <summary>Every diagnostic has a number of its own, a release line and a page whose examples are true.</summary>
public sealed class DiagnosticCatalogueTests
{
    public static TheoryData<string> Ids => new(All.Keys.Order());

    private static Dictionary<string, DiagnosticDescriptor> All { get; } = typeof(GatewayDiagnostics)
        .GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
        .ToDictionary(descriptor => descriptor.Id);

    [Fact]
    public void Constants_OfAllDiagnostics_CarryNumberAndName()
    {
        var constants = typeof(DiagnosticIds).GetFields(BindingFlags.Static | BindingFlags.Public);
        var descriptors = typeof(GatewayDiagnostics).GetFields(BindingFlags.Static | BindingFlags.Public);

        Assert.Equal(
            descriptors.Select(field => $"{((DiagnosticDescriptor)field.GetValue(null)!).Id}_{field.Name}").Order(),
            constants.Select(constant => constant.Name));
        Assert.All(constants, constant => Assert.StartsWith((string)constant.GetRawConstantValue()! + "_", constant.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Analyzers_Together_SupportEveryDiagnostic() =>
        Assert.Equal(All.Keys.Order(), AllAnalyzers.Create().SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).Distinct().Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Descriptor_OfDiagnostic_FitsItsNumber(string id)
    {
        var descriptor = All[id];

        Assert.Equal(id.StartsWith("GTW0", StringComparison.Ordinal) ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, descriptor.DefaultSeverity);
        Assert.Equal($"https://github.com/gateways-net/gateways/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        Assert.Contains("'{0}'", descriptor.MessageFormat.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ReleaseNotes_OfDiagnostic_HaveItsLine(string id)
    {
        var lines = new[] { "Shipped", "Unshipped" }.SelectMany(name => File.ReadAllLines(ProjectFiles.AnalyzerRelease(name)));

        var line = Assert.Single(lines, line => line.StartsWith(id, StringComparison.Ordinal));
        Assert.Equal([id, "Gateways", All[id].DefaultSeverity.ToString(), All[id].Title.ToString()], line.Split('|', StringSplitOptions.TrimEntries));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Page_OfDiagnostic_ShowsWrongAndRight(string id)
    {
        var page = DiagnosticPage.Read(id);

        Assert.Equal($"{id}: {All[id].Title}", page.Title);
        Assert.Equal([id], (await FindDiagnosticsAsync(page.Wrong)).Distinct());
        Assert.Empty(await FindDiagnosticsAsync(page.Right));
    }

    [Fact]
    public void Index_OfPages_ListsEveryDiagnostic()
    {
        var rows = File.ReadAllLines(ProjectFiles.DiagnosticPage("README")).Where(line => line.StartsWith("| [GTW", StringComparison.Ordinal));

        Assert.Equal(All.Values.OrderBy(rule => rule.Id).Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity} | {rule.Title} |"), rows);
    }

    /// <summary>The ids the analyzers report for an example, after the generator ran, and those of the compiler's errors that no analyzer explains.</summary>
    private static async Task<IEnumerable<string>> FindDiagnosticsAsync(string example)
    {
        var compilation = TestCompilation.Create(example).AddSyntaxTrees(TestCompilation.Parse(PackageStubs.Source, "Packages.cs"));
        CSharpGeneratorDriver
            .Create([new GatewayGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var reported = await AllAnalyzers.RunAsync(output);
        var errors = output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return errors.Where(error => !reported.Any(diagnostic => Contains(diagnostic.Location, error.Location))).Concat(reported).Select(diagnostic => diagnostic.Id);
    }

    private static bool Contains(Location outer, Location inner) => outer.SourceTree == inner.SourceTree && outer.SourceSpan.Contains(inner.SourceSpan);
}
