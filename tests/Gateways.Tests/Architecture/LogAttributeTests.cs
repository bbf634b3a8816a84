using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Gateways.Tests.Architecture;

/// <summary>The numbers of the log lines as compiled, however their attributes are written.</summary>
public sealed class LogAttributeTests
{
    private static readonly string[] Assemblies = ["Gateways.Abstractions", "Gateways", "Gateways.WebSockets", "Gateways.SignalR"];

    private static readonly (string Room, int Range)[] Rooms =
    [
        ("Gateways.Hosting", 1000), ("Gateways.WebSockets", 1000), ("Gateways.SignalR", 1000), ("Gateways.Connections", 2000), ("Gateways.Protocol", 3000),
        ("Gateways.Dispatch", 4000), ("Gateways.Rooms", 6000), ("Gateways.Adapters", 6000),
    ];

    [Fact]
    public void Ids_InAllAssemblies_AreUnique()
    {
        var lines = Lines().ToArray();

        Assert.NotEmpty(lines);
        Assert.Empty(lines.GroupBy(static line => line.Id).Where(static group => group.Count() > 1).Select(static group => string.Join(", ", group)));
    }

    [Fact]
    public void Ids_OfARoom_LieInItsRange() => Assert.All(Lines(), static line =>
    {
        var (room, range) = Rooms.FirstOrDefault(room => line.Room == room.Room || line.Room.StartsWith(room.Room + ".", StringComparison.Ordinal));
        Assert.True(room is not null, $"{line} has no range.");
        Assert.InRange(line.Id, range, range + 999);
    });

    private static IEnumerable<(string Room, string Method, int Id)> Lines() =>
        from assembly in Assemblies
        from type in Assembly.Load(assembly).GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
        where attribute is not null
        select (type.Namespace!, $"{type.DeclaringType?.Name}.{method.Name}", attribute.EventId);
}
