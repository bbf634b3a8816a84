using System.Text;

namespace Gateways.CodeAnalysis;

/// <summary>The rules for the names of events.</summary>
internal static class EventName
{
    /// <summary>What NestJS and this product send an error as.</summary>
    public const string Exception = "exception";

    // Neither end of Socket.IO emits these: they tell of the connection itself.
    private static readonly string[] Reserved = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is wrong with a name, as the rest of a sentence; null when nothing is.</summary>
    public static string? DescribeProblem(string name)
    {
        if (name.Length == 0)
            return "is empty; give the event a name";
        if (Reserved.Contains(name))
            return "is reserved by Socket.IO and never arrives; choose another name";

        return IsEncodable(name) ? null : "is not valid Unicode text; remove the lone surrogate";
    }

    /// <summary>Whether a name can travel: text with a lone surrogate has no UTF-8.</summary>
    public static bool IsEncodable(string name)
    {
        try
        {
            return Strict.GetByteCount(name) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The name of an event whose method has no <c>[Event]</c>: first letter in lower case, a trailing <c>Async</c> removed.</summary>
    public static string FromMethod(string method)
    {
        const string Suffix = "Async";
        var stem = method.Length > Suffix.Length && method.EndsWith(Suffix, StringComparison.Ordinal) ? method.Substring(0, method.Length - Suffix.Length) : method;
        return char.ToLowerInvariant(stem[0]) + stem.Substring(1);
    }
}
