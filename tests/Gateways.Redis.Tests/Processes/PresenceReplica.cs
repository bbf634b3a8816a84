using System.Text.Json.Nodes;
using Gateways.Specification.Clients;

namespace Gateways.Redis.Tests.Processes;

/// <summary>What a client that watches a topic knows of it: the state, and the changes after that, each of which must make sense.</summary>
internal sealed class PresenceReplica(SpecificationClient watcher)
{
    public HashSet<string> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>Who has left, once for each time.</summary>
    public List<string> Leaves { get; } = [];

    /// <summary>Takes what comes until the condition holds.</summary>
    public async Task UntilAsync(Func<PresenceReplica, bool> condition)
    {
        while (!condition(this))
        {
            await TakeAsync();
        }
    }

    private async Task TakeAsync()
    {
        var (name, data) = await watcher.NextAsync();
        var message = JsonNode.Parse(data)!;
        if (name == "presenceState")
        {
            Users.Clear();
            Users.UnionWith(Ids(message, "users"));
            return;
        }

        Assert.Equal("presenceDiff", name);
        Assert.All(Ids(message, "joins"), user => Assert.True(Users.Add(user), $"{user} came twice."));
        Assert.All(Ids(message, "leaves"), user => Assert.True(Users.Remove(user), $"{user} left twice."));
        Leaves.AddRange(Ids(message, "leaves"));
    }

    private static IEnumerable<string> Ids(JsonNode message, string property) => message[property]!.AsArray().Select(static user => user!["userId"]!.GetValue<string>());
}
