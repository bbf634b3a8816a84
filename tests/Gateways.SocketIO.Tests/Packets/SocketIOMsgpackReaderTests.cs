using System.Text;
using Gateways.SocketIO.Packets;

namespace Gateways.SocketIO.Tests.Packets;

public sealed class SocketIOMsgpackReaderTests
{
    /// <summary>What socket.io-client 4.8.4 sends with socket.io-msgpack-parser 3.0.2; captured from it.</summary>
    [Theory]
    [InlineData("83a47479706500a46461746181a17401a36e7370a12f", 0, "/", "", "{\"t\":1}")]
    [InlineData("83a47479706500a464617461d40000a36e7370a12f", 0, "/", "", "")]
    [InlineData("82a47479706501a36e7370a12f", 1, "/", "", "")]
    [InlineData("83a47479706502a46461746194a26869d7000000000000000000d40000c40109a36e7370a12f", 2, "/", "", "[\"hi\",\"1970-01-01T00:00:00.000Z\",null,\"CQ==\"]")]
    [InlineData("85a47479706502a46461746192a171cb3ff8000000000000a76f7074696f6e7381a8636f6d7072657373c3a2696400a36e7370a12f", 2, "/", "0", "[\"q\",1.5]")]
    [InlineData("84a2696400a47479706503a46461746192cb3ff8000000000000c4020102a36e7370a12f", 3, "/", "0", "[1.5,\"AQI=\"]")]
    [InlineData("83a47479706504a46461746182a76d657373616765a26e6fa464617461d40000a36e7370a22f6e", 4, "/n", "", "")]
    [InlineData("83a36e7370a22f6ea4646174619105a47479706502", 2, "/n", "", "[5]")]
    [InlineData("83a36e7370a22f6ea46461746192cb3ff8000000000000c7030001ff02a47479706502", 2, "/n", "", "[1.5,\"Af8C\"]")]
    [InlineData("84a36e7370a12fa46461746190a47479706503a26964cf001fffffffffffff", 3, "/", "9007199254740991", "[]")]
    [InlineData("84a36e7370a12fa46461746190a47479706503a26964d40000", 3, "/", "", "[]")]
    [InlineData("83a36e7370a0a464617461d40000a47479706500", 0, "", "", "")]
    [InlineData("83a36e7370a12fa46461746191a56572726f72a47479706502", 2, "/", "", "[\"error\"]")]
    [InlineData("83a36e7370a12fa46461746191a95f5f70726f746f5f5fa47479706502", 2, "/", "", "[\"__proto__\"]")]
    [InlineData("83a36e7370a12fa46461746191a0a47479706502", 2, "/", "", "[\"\"]")]
    [InlineData("83a36e7370a12fa46461746192a16181a95f5f70726f746f5f5f01a47479706502", 2, "/", "", "[\"a\",{\"__proto__\":1}]")]
    public void TryRead_Valid_IsTakenApart(string hex, int type, string @namespace, string ackId, string json)
    {
        Assert.True(SocketIOMsgpackReader.TryRead(Convert.FromHexString(hex), SocketIOPacketLimits.Of(new()), out var packet));

        Assert.Equal(((SocketIOPacketType)type, @namespace, ackId, json), (packet.Type, Text(packet.Namespace), Text(packet.AckId), Text(packet.Json)));
        Assert.All(packet.Binaries, place => Assert.Equal(((byte)'"', (byte)'"'), (packet.Json.Span[place.Start], packet.Json.Span[place.Start + place.Length - 1])));
    }

    [Theory]
    [InlineData("")] // nothing
    [InlineData("c0")] // null
    [InlineData("90")] // no map
    [InlineData("80")] // nothing in it
    [InlineData("82a47479706502a46461746191a161")] // no namespace
    [InlineData("82a36e7370a12fa46461746191a161")] // no type
    [InlineData("83a47479706505a46461746191a161a36e7370a12f")] // types of attachments
    [InlineData("83a47479706506a46461746190a36e7370a12f")]
    [InlineData("83a474797065ffa46461746190a36e7370a12f")] // type -1
    [InlineData("83a474797065a132a46461746191a161a36e7370a12f")] // type as text
    [InlineData("83a474797065cb4000000000000000a46461746191a161a36e7370a12f")] // type as double
    [InlineData("83a47479706502a46461746191a161a36e737001")] // namespace as number
    [InlineData("83a47479706502a46461746191a161a36e7370a1ff")] // namespace no UTF-8
    [InlineData("83a47479706500a464617461c0a36e7370a12f")] // CONNECT with null
    [InlineData("83a47479706500a46461746190a36e7370a12f")] // CONNECT with an array
    [InlineData("83a47479706500a464617461a178a36e7370a12f")] // CONNECT with text
    [InlineData("83a47479706500a464617461c40101a36e7370a12f")] // CONNECT with bytes
    [InlineData("83a47479706501a464617461c0a36e7370a12f")] // DISCONNECT with something
    [InlineData("83a47479706502a464617461d40000a36e7370a12f")] // EVENT with nothing
    [InlineData("82a47479706502a36e7370a12f")]
    [InlineData("83a47479706502a46461746190a36e7370a12f")] // EVENT without name
    [InlineData("83a47479706502a46461746180a36e7370a12f")] // EVENT with a map
    [InlineData("83a47479706502a46461746191c0a36e7370a12f")] // names that are none
    [InlineData("83a47479706502a46461746191c3a36e7370a12f")]
    [InlineData("83a47479706502a4646174619180a36e7370a12f")]
    [InlineData("83a47479706502a4646174619190a36e7370a12f")]
    [InlineData("83a47479706502a46461746191c40161a36e7370a12f")]
    [InlineData("83a47479706502a46461746191d40000a36e7370a12f")]
    [InlineData("83a47479706502a46461746191cb7ff8000000000000a36e7370a12f")]
    [InlineData("83a47479706502a46461746191a1ffa36e7370a12f")]
    [InlineData("83a47479706502a46461746191a7636f6e6e656374a36e7370a12f")] // reserved
    [InlineData("83a47479706502a46461746191ad636f6e6e6563745f6572726f72a36e7370a12f")]
    [InlineData("83a47479706502a46461746191aa646973636f6e6e656374a36e7370a12f")]
    [InlineData("83a47479706502a46461746191ad646973636f6e6e656374696e67a36e7370a12f")]
    [InlineData("83a47479706502a46461746191ab6e65774c697374656e6572a36e7370a12f")]
    [InlineData("83a47479706502a46461746191ae72656d6f76654c697374656e6572a36e7370a12f")]
    [InlineData("83a47479706503a46461746180a36e7370a12f")] // ACK with a map
    [InlineData("83a47479706504a46461746190a36e7370a12f")] // CONNECT_ERROR with an array
    [InlineData("84a47479706502a46461746191a161a36e7370a12fa26964ff")] // ids that are none
    [InlineData("84a47479706502a46461746191a161a36e7370a12fa26964c0")]
    [InlineData("84a47479706502a46461746191a161a36e7370a12fa26964a137")]
    [InlineData("84a47479706502a46461746191a161a36e7370a12fa26964cb3ff8000000000000")]
    [InlineData("84a47479706502a46461746191a161a36e7370a12fa26964cf0020000000000000")]
    [InlineData("84a47479706502a46461746191a161a36e7370a12fa26964cfffffffffffffffff")]
    [InlineData("83a47479706502a46461746191a161a36e7370a12fc0")] // more behind it
    [InlineData("8301a16102a46461746191a161a36e7370a12f")] // a key that is no text
    [InlineData("dfffffffff")] // claims more than there is
    [InlineData("83a47479706502a464617461ddffffffffa36e7370a12f")]
    [InlineData("83a47479706502a46461746192a161c6fffffffea36e7370a12f")]
    [InlineData("83a47479706502a46461746192a161c9ffffffff00a36e7370a12f")]
    [InlineData("83a47479706502a46461746192a161dbffffffffa36e7370a12f")]
    [InlineData("83a47479706502a46461746192a161c1a36e7370a12f")] // a tag that means nothing
    [InlineData("83a47479706502a46461746192a16181c001a36e7370a12f")] // a key that JSON does not have
    [InlineData("83a47479706502a46461746192a161a1ffa36e7370a12f")] // text that is none
    public void TryRead_Invalid_IsRefused(string hex) => Assert.False(SocketIOMsgpackReader.TryRead(Convert.FromHexString(hex), SocketIOPacketLimits.Of(new()), out _));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void TryRead_Depth_IsLimited(int depth, bool isValid)
    {
        byte[] message = [.. Convert.FromHexString("83a47479706502a36e7370a12fa46461746192a161"), .. Enumerable.Repeat((byte)0x91, depth - 1), 0x90];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(isValid, SocketIOMsgpackReader.TryRead(message, SocketIOPacketLimits.Of(new()), out _));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000 + (10L * message.Length));
    }

    [Fact]
    public void TryRead_NamespaceAndAuth_AreLimited()
    {
        var limits = new SocketIOPacketLimits(10, 1000, MaxNamespaceBytes: 2, MaxAuthBytes: 7, 64);

        Assert.True(SocketIOMsgpackReader.TryRead(Convert.FromHexString("83a47479706500a46461746181a17401a36e7370a22f61"), limits, out _));
        Assert.False(SocketIOMsgpackReader.TryRead(Convert.FromHexString("83a47479706500a46461746181a17401a36e7370a32f6161"), limits, out _));
        Assert.False(SocketIOMsgpackReader.TryRead(Convert.FromHexString("83a47479706500a46461746181a1740aa36e7370a22f61"), limits with { MaxAuthBytes = 7 }, out _));
    }

    [Fact]
    public void TryRead_CutShortAtEveryByte_IsRefused()
    {
        var whole = Convert.FromHexString("84a47479706502a46461746198a171cb3ff8000000000000d7000000000000000000d40000c40109c7020001028101a3616263cd012ca2696400a36e7370a12f");

        Assert.True(SocketIOMsgpackReader.TryRead(whole, SocketIOPacketLimits.Of(new()), out _));
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.False(SocketIOMsgpackReader.TryRead(whole.AsMemory(0, length), SocketIOPacketLimits.Of(new()), out _));
        }
    }

    [Fact]
    public void TryRead_Mutated_NeverThrowsAndAllocatesNoMoreThanAConstantTimesTheInput()
    {
        string[] seeds =
        [
            "83a47479706500a46461746181a17401a36e7370a12f", "85a47479706502a46461746192a171cb3ff8000000000000a76f7074696f6e7381a8636f6d7072657373c3a2696400a36e7370a12f",
            "84a47479706502a46461746198a171cb3ff8000000000000d7000000000000000000d40000c40109c7020001028101a3616263cd012ca2696400a36e7370a12f",
            "84a2696400a47479706503a46461746192cb3ff8000000000000c4020102a36e7370a12f", "83a47479706504a46461746182a76d657373616765a26e6fa464617461d40000a36e7370a22f6e",
        ];
        foreach (var seed in seeds)
        {
            // What is made once for all is made now.
            Assert.True(SocketIOMsgpackReader.TryRead(Convert.FromHexString(seed), SocketIOPacketLimits.Of(new()), out _));
        }

        var random = new Random(20261124);
        for (var round = 0; round < 100_000; round++)
        {
            var message = Mutate(Convert.FromHexString(seeds[random.Next(seeds.Length)]), random);
            var before = GC.GetAllocatedBytesForCurrentThread();

            var isValid = SocketIOMsgpackReader.TryRead(message, SocketIOPacketLimits.Of(new()), out var packet);

            // A thread's scratch buffer may be made anew.
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4096 + (20 * message.Length), Convert.ToHexString(message));
            if (isValid && packet is { HasJson: true, IsEvent: true })
            {
                Assert.True(SocketIOArguments.TryRead(packet.Json, hasName: true, out _), Convert.ToHexString(message));
            }
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var change = random.Next(1, 5); change > 0 && bytes.Length > 1; change--)
        {
            var at = random.Next(bytes.Length);
            bytes = random.Next(4) switch
            {
                0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << random.Next(8))), .. bytes[(at + 1)..]],
                2 => [.. bytes[..at], .. bytes[(at + 1)..]],
                _ => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
            };
        }

        return bytes;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
