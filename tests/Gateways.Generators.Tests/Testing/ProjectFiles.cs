using System.Reflection;

namespace Gateways.Generators.Tests.Testing;

/// <summary>Files of the repository that tests read.</summary>
internal static class ProjectFiles
{
    public static string TestProject { get; } = typeof(ProjectFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ProjectDirectory")
        .Value!;

    public static string Repository => Path.GetFullPath(Path.Combine(TestProject, "..", ".."));

    public static string DiagnosticPage(string id) => Path.Combine(Repository, "docs", "diagnostics", id + ".md");

    public static string AnalyzerRelease(string name) => Path.Combine(Repository, "generators", "Gateways.Analyzers", $"AnalyzerReleases.{name}.md");
}
