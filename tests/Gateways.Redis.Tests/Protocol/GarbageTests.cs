using Gateways.Redis.Protocol;

namespace Gateways.Redis.Tests.Protocol;

/// <summary>Anybody may publish anything: the decoders say no, quickly and without a throw.</summary>
public sealed class GarbageTests
{
    private const int Rounds = 20_000;

    public static TheoryData<string> Crafted => new()
    {
        "", "00", "c1", "93", "dd", "ddffffffff", "dfffffffff", "dbffffffff", "c6ffffffff", "c9ffffffff01",
        "93a1758fffff", "93a17580", "93a17583a47479706502a46461746190a36e7370a12f83a5726f6f6d7390a665786365707490a5666c61677380",
        "93a17583a47479706503a46461746191a165a36e7370a12f83a5726f6f6d7390a665786365707490a5666c61677380",
        "93a17583a47479706502a46461746191a1ffa36e7370a12f83a5726f6f6d7390a665786365707490a5666c61677380",
        "7b", "7b7d", "7b2274797065223a", "7b2274797065223a367d", "7b2274797065223a362c2264617461223a5b5d7d", "7b2274797065223a2278227d", "7b226f707473223a5b5d2c2274797065223a327d",
    };

    [Theory]
    [MemberData(nameof(Crafted))]
    public void Crafted_IsRefused(string hex)
    {
        var payload = Convert.FromHexString(hex);

        Assert.False(BroadcastCodec.TryDecode(payload, out _, out _, out _));
        Assert.False(ClusterRequestCodec.TryDecode(payload, out _));
        Assert.False(ClusterResponseCodec.TryDecode(payload, TestJson.Contracts, out _));
    }

    [Theory]
    [InlineData("91")]
    [InlineData("81a161")]
    public void DepthBomb_IsRefusedWithLittleMemory(string level)
    {
        var bomb = Convert.FromHexString("93a17583a47479706502a46461746192a165" + string.Concat(Enumerable.Repeat(level, 100_000)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.False(BroadcastCodec.TryDecode(bomb, out _, out _, out _));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10L * bomb.Length);
    }

    [Fact]
    public void SkippedKey_NestedWithoutEnd_IsSteppedOverWithoutRecursion()
    {
        var nested = string.Concat(Enumerable.Repeat("91", 100_000)) + "c0";
        var hex = "93a17584a178" + nested + "a47479706502a46461746191a165a36e7370a12f83a5726f6f6d7390a665786365707490a5666c61677380";

        Assert.True(BroadcastCodec.TryDecode(Convert.FromHexString(hex), out _, out _, out _));
    }

    [Fact]
    public void Mutated_NeverThrowsAndStaysSmall()
    {
        string[] seeds =
        [
            Captured.HelloToAll, Captured.HiToTwoRoomsExceptOne, Captured.BinaryAndDate, Captured.AllWidths, Captured.AskAll, Captured.Ack, Captured.EmitterToRoom,
            Convert.ToHexString("""{"uid":"LsDFJx","type":2,"opts":{"rooms":["r1"],"except":[],"scope":[1,0,0,0]},"rooms":["x","y"]}"""u8),
            Convert.ToHexString("""{"requestId":"5n_a41","sockets":[{"id":"a","handshake":{"issued":1},"rooms":["a",1],"data":{"a":{"b":[1]},"c":"d"},"client":{"user":null,"transport":1,"connectedAt":1}}]}"""u8),
            Convert.ToHexString("""{"type":6,"uid":"a","data":["x",1,{"a":"\ud800"}],"requestId":"r"}"""u8),
        ];
        var random = new Random(20261124);
        for (var round = 0; round < Rounds; round++)
        {
            var payload = Mutate(Convert.FromHexString(seeds[random.Next(seeds.Length)]), random);
            var before = GC.GetAllocatedBytesForCurrentThread();

            _ = BroadcastCodec.TryDecode(payload, out _, out var wire, out _) && wire.TryRead("user:", out _);
            _ = ClusterRequestCodec.TryDecode(payload, out var request) && request.Scope.TryRead("user:", out _);
            _ = ClusterResponseCodec.TryDecode(payload, TestJson.Contracts, out _);

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000, $"Round {round}: {Convert.ToHexString(payload)}");
        }
    }

    [Fact]
    public void CutShort_AtEveryByte_IsRefused()
    {
        foreach (var hex in new[] { Captured.HelloToAll, Captured.BinaryAndDate, Captured.AllWidths, Captured.HiToTwoRoomsExceptOne })
        {
            var whole = Convert.FromHexString(hex);
            for (var length = 0; length < whole.Length; length++)
            {
                Assert.False(BroadcastCodec.TryDecode(whole.AsSpan(0, length), out _, out _, out _));
            }

            Assert.False(BroadcastCodec.TryDecode([.. whole, 0xC0], out _, out _, out _));
        }
    }

    private static byte[] Mutate(byte[] payload, Random random)
    {
        for (var change = random.Next(1, 5); change > 0 && payload.Length > 1; change--)
        {
            var at = random.Next(payload.Length);
            switch (random.Next(4))
            {
                case 0:
                    payload[at] = (byte)random.Next(256);
                    break;
                case 1:
                    payload[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    payload = [.. payload[..at], .. payload[(at + 1)..]];
                    break;
                default:
                    payload = [.. payload[..at], (byte)random.Next(256), .. payload[at..]];
                    break;
            }
        }

        return payload;
    }
}
