using System.Reflection;

namespace Gateways.Tests.Architecture;

/// <summary>The sources the tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>The folder <c>src</c>.</summary>
    public static string Root { get; } = typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static item => item.Key == "SourceDirectory").Value!;

    /// <summary>Every file of C#, by its path from <c>src</c>, with slashes.</summary>
    public static IEnumerable<(string Path, string Text)> Files =>
        from file in Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        select (path, File.ReadAllText(file));

    /// <summary>The folders of the engine that hold sources.</summary>
    public static IEnumerable<string> EngineFolders =>
        Files.Select(static file => file.Path.Split('/')).Where(static parts => parts is ["Gateways", _, _, ..]).Select(static parts => parts[1]).Distinct();

    /// <summary>The packages.</summary>
    public static IEnumerable<string> Packages => Files.Select(static file => file.Path.Split('/')[0]).Distinct();
}
