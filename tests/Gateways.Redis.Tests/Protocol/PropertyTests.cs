using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateways.Redis.Protocol;

namespace Gateways.Redis.Tests.Protocol;

public sealed class PropertyTests
{
    private const int Rounds = 5_000;

    [Fact]
    public void AnyJson_ComesBackEqual()
    {
        var random = new Random(5);
        for (var round = 0; round < Rounds; round++)
        {
            var arguments = Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, 4)).ToArray();
            var json = string.Join(',', arguments.Select(static value => value?.ToJsonString() ?? "null"));

            var encoded = BroadcastCodec.Encode("u", "/n", "e", Encoding.UTF8.GetBytes(json), arguments.Length, WireScope.Everyone);

            Assert.True(BroadcastCodec.TryDecode(encoded, out var packet, out _, out _));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse($"[{json}]"), JsonNode.Parse($"[{Encoding.UTF8.GetString(packet.Arguments)}]")), json);
        }
    }

    [Fact]
    public void AnyLength_OfTextArrayAndMap_ComesBackEqual()
    {
        foreach (var length in (int[])[0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536])
        {
            var text = $"\"{new string('x', length)}\"";
            var array = $"[{string.Join(',', Enumerable.Repeat("1", length))}]";
            var map = $"{{{string.Join(',', Enumerable.Range(0, length).Select(static i => string.Create(CultureInfo.InvariantCulture, $"\"{i}\":null")))}}}";
            var json = $"{text},{array},{map}";

            var encoded = BroadcastCodec.Encode("u", "/", "e", Encoding.UTF8.GetBytes(json), 3, WireScope.Everyone);

            Assert.True(BroadcastCodec.TryDecode(encoded, out var packet, out _, out _));
            Assert.Equal(json, Encoding.UTF8.GetString(packet.Arguments));
        }
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth == 0 ? 6 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64),
        3 => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)),
        4 => Text(random),
        5 => random.Next(-40, 300),
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(20)).Select(_ => Value(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(20)).Select(i => KeyValuePair.Create(Text(random) + i.ToString(CultureInfo.InvariantCulture), Value(random, depth - 1)))),
    };

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
