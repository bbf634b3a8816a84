namespace Gateways.Generators.Tests.Testing;

/// <summary>The page of a diagnostic: a title, the reason, and one example each of wrong and right.</summary>
internal sealed record DiagnosticPage(string Title, string Wrong, string Right)
{
    public static DiagnosticPage Read(string id)
    {
        var lines = File.ReadAllLines(ProjectFiles.DiagnosticPage(id));
        Assert.Equal(["## Why", "## Wrong", "## Right"], lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        return new DiagnosticPage(lines[0].TrimStart('#', ' '), FindCode(lines, "## Wrong"), FindCode(lines, "## Right"));
    }

    private static string FindCode(string[] lines, string heading) => string.Join('\n', lines
        .SkipWhile(line => line != heading)
        .SkipWhile(line => line != "```csharp")
        .Skip(1)
        .TakeWhile(line => line != "```"));
}
