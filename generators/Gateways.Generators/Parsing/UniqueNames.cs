namespace Gateways.Generators.Parsing;

/// <summary>Hands out names that nothing else in the same scope has.</summary>
internal sealed class UniqueNames(params IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    public string Take(string wanted)
    {
        var name = wanted;
        for (var number = 2; !_taken.Add(name); number++)
            name = wanted + number;

        return name;
    }
}
