using Microsoft.AspNetCore.Http;

namespace Gateways.ServerSentEvents.Rooms;

/// <summary>The rooms a request names: <c>?room=a&amp;room=b</c>.</summary>
internal static class RequestedRooms
{
    private const string Parameter = "room";

    /// <summary>Reads them, each once.</summary>
    /// <returns>What is wrong with them; null when nothing is.</returns>
    public static string? Read(HttpRequest request, int maxRooms, int maxNameLength, out IReadOnlyList<string> rooms)
    {
        rooms = [];
        var named = request.Query[Parameter];
        if (named.Count == 0)
        {
            return null;
        }

        if (named.Count > maxRooms)
        {
            return $"Too many rooms: at most {maxRooms} can be named";
        }

        var distinct = new HashSet<string>(StringComparer.Ordinal);
        foreach (var room in named)
        {
            if (string.IsNullOrEmpty(room) || room.Length > maxNameLength)
            {
                return $"Invalid room: a name has 1 to {maxNameLength} characters";
            }

            distinct.Add(room);
        }

        rooms = [.. distinct];
        return null;
    }
}
