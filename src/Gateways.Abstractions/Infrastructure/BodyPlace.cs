using System.Text;

namespace Gateways.Infrastructure;

/// <summary>Where in a body a value stands; becomes text only when there is an error to tell.</summary>
internal readonly ref struct BodyPlace
{
    private readonly ReadOnlySpan<byte> _property;
    private readonly int _index = -1;

    public BodyPlace()
    {
    }

    public BodyPlace(ReadOnlySpan<byte> property) => _property = property;

    public BodyPlace(int index) => _index = index;

    /// <summary>The place of a value inside this one, from the serialiser's path (<c>$.user.age</c>).</summary>
    public string Below(string? path)
    {
        var here = ToString();
        var inner = path is { Length: > 1 } ? path[1..].TrimStart('.') : "";
        return inner.Length == 0 ? here : here.Length == 0 || inner[0] == '[' ? here + inner : $"{here}.{inner}";
    }

    public override string ToString() => _index >= 0 ? $"[{_index}]" : Encoding.UTF8.GetString(_property);
}
