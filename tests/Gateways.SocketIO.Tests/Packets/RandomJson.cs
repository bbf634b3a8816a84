using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateways.Infrastructure;

namespace Gateways.SocketIO.Tests.Packets;

/// <summary>Any JSON, with bytes in it.</summary>
internal static class RandomJson
{
    /// <summary>Writes a value; the text is ASCII, so that places in it are places in UTF-8.</summary>
    public static void Write(Random random, StringBuilder json, List<BinaryPlace> places, int depth)
    {
        switch (random.Next(depth == 0 ? 6 : 8))
        {
            case 0:
                json.Append(((string[])["null", "true", "false"])[random.Next(3)]);
                break;
            case 1:
                json.Append(CultureInfo.InvariantCulture, $"{random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64)}");
                break;
            case 2:
                json.Append(CultureInfo.InvariantCulture, $"{random.NextDouble() * Math.Pow(10, random.Next(-20, 20)):R}");
                break;
            case 3:
                json.Append(JsonSerializer.Serialize(Text(random)));
                break;
            case 4:
                json.Append(CultureInfo.InvariantCulture, $"{random.Next(-40, 300)}");
                break;
            case 5:
                var bytes = new byte[random.Next(random.Next(4) == 0 ? 70_000 : 40)];
                random.NextBytes(bytes);
                var text = $"\"{Convert.ToBase64String(bytes)}\"";
                places.Add(new BinaryPlace(json.Length, text.Length));
                json.Append(text);
                break;
            case 6:
                WriteMany(random, json, '[', ']', () => Write(random, json, places, depth - 1));
                break;
            default:
                var key = 0;
                WriteMany(random, json, '{', '}', () =>
                {
                    json.Append(JsonSerializer.Serialize(Text(random) + key++.ToString(CultureInfo.InvariantCulture))).Append(':');
                    Write(random, json, places, depth - 1);
                });
                break;
        }
    }

    public static void AssertEqual(string expected, string actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"{expected}\n{actual}");

    private static void WriteMany(Random random, StringBuilder json, char open, char close, Action write)
    {
        json.Append(open);
        for (var (i, count) = (0, random.Next(18)); i < count; i++)
        {
            json.Append(i > 0 ? "," : "");
            write();
        }

        json.Append(close);
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(40); i > 0; i--)
        {
            text.Append(random.Next(5) switch { 0 => (char)random.Next(0x20), 1 => '"', 2 => "é", 3 => "\U0001F600", _ => (object)(char)random.Next('a', 'z') });
        }

        return text.ToString();
    }
}
