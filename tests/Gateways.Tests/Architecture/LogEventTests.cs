using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateways.Tests.Architecture;

/// <summary>Every log line has a number of its own, out of its room's range.</summary>
public sealed partial class LogEventTests
{
    private static readonly (string Folder, int Range)[] Rooms =
    [
        ("Gateways/Hosting", 1000), ("Gateways.WebSockets", 1000), ("Gateways.SignalR", 1000), ("Gateways.SocketIO", 1000), ("Gateways.ServerSentEvents", 1000), ("Gateways/Connections", 2000), ("Gateways/Connecting", 2000), ("Gateways/Protocol", 3000),
        ("Gateways/Dispatch", 4000), ("Gateways/Streams", 4000), ("Gateways/Pipeline", 5000), ("Gateways.Authentication.JwtBearer", 5000), ("Gateways/Rooms", 6000), ("Gateways/Adapters", 6000), ("Gateways.Redis/Presence", 7000), ("Gateways.Redis", 6000), ("Gateways/Presence", 7000),
    ];

    [Fact]
    public void Ids_InAllOfSrc_AreUnique()
    {
        var ids = Lines().ToArray();

        Assert.True(ids.Length > 10);
        Assert.Empty(ids.GroupBy(static line => line.Id).Where(static group => group.Count() > 1).Select(static group => $"{group.Key}: {string.Join(", ", group.Select(static line => line.File))}"));
    }

    [Fact]
    public void Ids_LieInTheirRoomsRange()
    {
        foreach (var (file, id) in Lines())
        {
            var (folder, range) = Rooms.FirstOrDefault(room => file.StartsWith(room.Folder + "/", StringComparison.Ordinal));
            Assert.True(folder is not null, $"{file} logs, but its room has no range.");
            Assert.True(id >= range && id < range + 1000, $"{file}: {id} is not in the range of {folder}, {range}.");
        }
    }

    private static IEnumerable<(string File, int Id)> Lines() =>
        from file in SourceTree.Files
        from Match match in LogMessage().Matches(file.Text)
        select (file.Path, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex LogMessage();
}
