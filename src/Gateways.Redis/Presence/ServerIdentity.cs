using System.Globalization;

namespace Gateways.Redis.Presence;

/// <summary>
/// Under which name a server tracks. It takes a new one with each reset: what it tells again moves to the new name, and what is left under the old one belongs to nobody.
/// </summary>
/// <param name="server">What all names of the server begin with.</param>
/// <param name="reset">The reset since which this is its name.</param>
internal sealed class ServerIdentity(string server, long reset)
{
    public string Server { get; } = server;

    public long Reset { get; } = reset;

    /// <summary>The name in Redis: <c>server.reset</c>.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"{server}.{reset}");

    /// <summary>Whether Redis was told that who has this name lives. Without a lease nobody would clean up behind it.</summary>
    public bool HasLease { get; set; }

    /// <summary>Whether it is, or was, a name of this server.</summary>
    public bool IsOf(string name) => name.StartsWith(Server, StringComparison.Ordinal) && name.Length > Server.Length && name[Server.Length] == '.';
}
