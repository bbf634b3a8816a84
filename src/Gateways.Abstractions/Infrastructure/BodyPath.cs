using System.ComponentModel;
using System.Globalization;

namespace Gateways.Infrastructure;

/// <summary>Where in a body a walk stands; becomes text only when there is an error to tell.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BodyPath
{
    private const int LongestNameTold = 64;

    private readonly List<(string? Name, int Index)> _steps = [];

    /// <summary>Goes down to a member.</summary>
    public void Enter(string name) => _steps.Add((name, 0));

    /// <summary>Goes down to an item.</summary>
    public void Enter(int index) => _steps.Add((null, index));

    /// <summary>Goes up again.</summary>
    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>The place, for example <c>items[2].name</c>. A name that a client made up is told in part when it is long.</summary>
    public override string ToString()
    {
        var path = "";
        foreach (var (name, index) in _steps)
        {
            path = Join(path, name is null ? string.Create(CultureInfo.InvariantCulture, $"[{index}]") : Shorten(name));
        }

        return path;
    }

    /// <summary>The place of a value inside another.</summary>
    internal static string Join(string path, string inner) => path.Length == 0 ? inner : inner.Length == 0 ? path : inner[0] == '[' ? path + inner : $"{path}.{inner}";

    private static string Shorten(string name) => name.Length <= LongestNameTold ? name : name[..LongestNameTold] + "\u2026";
}
