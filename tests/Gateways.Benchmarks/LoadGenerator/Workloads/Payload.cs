using System.Text;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>What every request carries: <c>{"roomId":"...","content":"..."}</c> with a content of the wanted length.</summary>
internal sealed class Payload
{
    public const string RoomId = "7b0c2b8e-6d7f-4f0a-9c43-0a1b2c3d4e5f";
    public const string JoinJson = $$"""{"roomId":"{{RoomId}}"}""";

    private const string Words = "The quick brown fox says hello to the lazy dog and asks about lunch at noon. ";
    private const int NeedleLength = 40;

    // The first answers of a connection are all checked, then one in so many: enough to notice, too few to cost.
    private const int CheckedAtFirst = 16;
    private const int CheckedEvery = 1024;

    private readonly byte[] _needle;

    public Payload(int size)
    {
        var content = new StringBuilder(size + Words.Length);
        while (content.Length < size)
        {
            content.Append(Words);
        }

        content.Length = size;
        Json = $$"""{"roomId":"{{RoomId}}","content":"{{content}}"}""";
        _needle = Encoding.UTF8.GetBytes(content.ToString(Math.Max(0, size - NeedleLength), Math.Min(NeedleLength, size)));
    }

    public string Json { get; }

    /// <summary>Whether the message with this number on its connection is one whose content is looked at.</summary>
    public static bool IsChecked(long number) => number < CheckedAtFirst || number % CheckedEvery == 0;

    /// <summary>Whether the message holds the end of the content.</summary>
    public bool IsIn(ReadOnlySpan<byte> message) => message.IndexOf(_needle) >= 0;
}
