using System.Text;

namespace Gateways.Conformance.Tests;

/// <summary>What a process has written, line by line, from any thread.</summary>
internal sealed class Transcript
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _lines = new();

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.AppendLine(line);
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return _lines.ToString();
        }
    }
}
