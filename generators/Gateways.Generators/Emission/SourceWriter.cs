using System.Text;

namespace Gateways.Generators.Emission;

/// <summary>Writes indented C#, always with <c>\n</c>.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one line, or several of one fragment; each gets the current indentation.</summary>
    public SourceWriter Write(string lines)
    {
        foreach (var line in lines.Split('\n'))
            WriteLine(line.TrimEnd('\r'));

        return this;
    }

    public SourceWriter WriteEmptyLine()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes an opening brace and indents what follows.</summary>
    public SourceWriter Open(string brace = "{")
    {
        WriteLine(brace);
        return Indent();
    }

    /// <summary>Ends an indentation with a closing brace.</summary>
    public SourceWriter Close(string brace = "}")
    {
        Unindent();
        WriteLine(brace);
        return this;
    }

    public SourceWriter Indent()
    {
        _depth++;
        return this;
    }

    public SourceWriter Unindent()
    {
        _depth--;
        return this;
    }

    /// <summary>Writes items with an empty line between them.</summary>
    public void WriteSeparated<T>(IEnumerable<T> items, Action<T> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                WriteEmptyLine();

            write(item);
            isFirst = false;
        }
    }

    public override string ToString() => _text.ToString();

    private void WriteLine(string line)
    {
        if (line.Length > 0)
            _text.Append(' ', _depth * IndentSize).Append(line);

        _text.Append('\n');
    }
}
