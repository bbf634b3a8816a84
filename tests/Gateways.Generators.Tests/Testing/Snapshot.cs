using System.Runtime.CompilerServices;

namespace Gateways.Generators.Tests.Testing;

/// <summary>
/// Compares generated files with those under <c>Snapshots/&lt;Class&gt;.&lt;Test&gt;</c>. A missing, different or left-over file fails;
/// the environment variable UPDATE_SNAPSHOTS=1 rewrites the folder.
/// </summary>
internal static class Snapshot
{
    public static void Match(GeneratorRun run, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var folder = Path.Combine(ProjectFiles.TestProject, "Snapshots", $"{Path.GetFileNameWithoutExtension(testFile)}.{test}");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            Rewrite(folder, run);

        Assert.True(Directory.Exists(folder), $"No snapshot in {folder}; run once with UPDATE_SNAPSHOTS=1 and review it.");
        Assert.Equal(run.Files.Keys.Order(), Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order());
        foreach (var (name, text) in run.Files)
            Assert.Equal(File.ReadAllText(Path.Combine(folder, name)), WithoutVersion(text));
    }

    private static void Rewrite(string folder, GeneratorRun run)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        Directory.CreateDirectory(folder);
        foreach (var (name, text) in run.Files)
            File.WriteAllText(Path.Combine(folder, name), WithoutVersion(text));
    }

    /// <summary>A release must not rewrite every snapshot.</summary>
    private static string WithoutVersion(string text) =>
        text.Replace($"\"{typeof(GatewayGenerator).Assembly.GetName().Version!.ToString(3)}\"", "\"<version>\"", StringComparison.Ordinal);
}
