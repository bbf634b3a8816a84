using System.Globalization;
using System.Text;

namespace Gateways.Generators.Emission;

/// <summary>Text as C# source.</summary>
internal static class CSharpLiteral
{
    public static string Quote(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
            Append(literal, character, '"');

        return literal.Append('"').ToString();
    }

    public static string Quote(char character)
    {
        var literal = new StringBuilder("'", 8);
        Append(literal, character, '\'');
        return literal.Append('\'').ToString();
    }

    private static void Append(StringBuilder literal, char character, char quote)
    {
        if (character == '\\' || character == quote)
            literal.Append('\\').Append(character);
        else if (IsReadable(character))
            literal.Append(character);
        else
            literal.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
    }

    /// <summary>Invisible characters, line ends and the like are escaped, so that the source shows what the name holds. Pairs of surrogates stay.</summary>
    private static bool IsReadable(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        && (character == ' ' || !char.IsWhiteSpace(character));
}
