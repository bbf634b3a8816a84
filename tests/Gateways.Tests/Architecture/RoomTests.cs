using System.Text.RegularExpressions;

namespace Gateways.Tests.Architecture;

/// <summary>The rooms of the house, as docs/architecture.md lists them, and which of the engine's may use which.</summary>
public sealed partial class RoomTests
{
    /// <summary>Folder, and the folders it may use. A new arrow is drawn here first, so that somebody has thought about it.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        // Bytes and values: they know of nobody.
        ["Protocol"] = [],
        ["Msgpack"] = ["Protocol"],
        ["Timing"] = [],
        ["Validation"] = ["Hosting"],

        // One link.
        ["Framing"] = ["Connections", "Hosting", "Protocol"],
        ["Connections"] = ["Adapters", "Connecting", "Diagnostics", "Dispatch", "Hosting", "Protocol", "Recovery", "Rooms", "Timing"],
        ["Connecting"] = ["Dispatch", "Hosting", "Namespaces", "Pipeline", "Protocol"],

        // One message on its way in.
        ["Dispatch"] = ["Adapters", "Connecting", "Connections", "Diagnostics", "Hosting", "Namespaces", "Pipeline", "Protocol", "RateLimiting", "Recovery", "Rooms", "Streams"],
        ["Pipeline"] = ["Connecting", "Dispatch", "Hosting", "RateLimiting"],
        ["RateLimiting"] = ["Dispatch", "Protocol"],
        ["Streams"] = ["Dispatch", "Pipeline", "Protocol"],

        // One message on its way out.
        ["Namespaces"] = ["Adapters", "Diagnostics", "Dispatch", "Hosting", "Protocol", "Recovery", "Rooms"],
        ["Rooms"] = ["Adapters", "Namespaces", "Protocol"],
        ["Adapters"] = ["Namespaces", "Protocol", "Rooms"],
        ["Recovery"] = ["Adapters", "Protocol"],
        ["Presence"] = ["Adapters", "Dispatch", "Hosting", "Protocol"],

        // Around all of them.
        ["Diagnostics"] = ["Connections"],
        ["Hosting"] = ["Adapters", "Connecting", "Connections", "Diagnostics", "Dispatch", "Framing", "Namespaces", "Pipeline", "Protocol", "RateLimiting", "Recovery", "Rooms", "Validation"],
    };

    [Fact]
    public void Document_HasARowForEveryRoom_AndForNoOther()
    {
        var inSource = SourceTree.EngineFolders.Select(static folder => "Gateways/" + folder).Concat(SourceTree.Packages.Where(static package => package != "Gateways"));
        var inDocument = Rows().SelectMany(static row => Name().Matches(row.Split('|')[1]).Select(static match => match.Groups[1].Value.Replace("*/", "Gateways/", StringComparison.Ordinal)));

        Assert.Equal(inSource.Order(StringComparer.Ordinal), inDocument.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Arrows_AreDrawnForEveryFolderOfTheEngine_AndForNoOther() =>
        Assert.Equal(SourceTree.EngineFolders.Order(StringComparer.Ordinal), Arrows.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Folder_UsesOnlyWhatItsArrowsAllow()
    {
        var wrong = Uses()
            .Where(static use => Arrows.ContainsKey(use.Used) && !Arrows[use.Folder].Contains(use.Used))
            .Select(static use => $"{use.File} uses {use.Used}, which {use.Folder} has not used so far.");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Arrows_AreAllUsed() =>
        Assert.Empty(Arrows.SelectMany(static arrow => arrow.Value, static (arrow, target) => (arrow.Key, target)).Except(Uses().Select(static use => (use.Folder, use.Used))));

    /// <summary>What files of the engine's folders use of other folders.</summary>
    private static IEnumerable<(string File, string Folder, string Used)> Uses() =>
        from file in SourceTree.Files
        let parts = file.Path.Split('/')
        where parts is ["Gateways", _, _, ..]
        from Match match in Using().Matches(file.Text)
        where match.Groups[1].Value != parts[1]
        select (file.Path, parts[1], match.Groups[1].Value);

    /// <summary>The rows of the table, without its head.</summary>
    private static IEnumerable<string> Rows() =>
        File.ReadLines(Path.Combine(SourceTree.Root, "..", "docs", "architecture.md"))
            .SkipWhile(static line => line != "## Rooms of the house")
            .SkipWhile(static line => !line.StartsWith("|--", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(static line => line.StartsWith('|'));

    [GeneratedRegex("`((?:Gateways|\\*)[\\w./]*)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"^using Gateways\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
