using System.Buffers;
using System.Text;
using Gateways.Protocol;

namespace Gateways.Tests.Protocol;

public sealed class ScratchWriterTests
{
    [Fact]
    public void Rent_WhileOthersAreRented_GivesEachItsOwn()
    {
        using var first = ScratchWriter.Rent();
        using var second = ScratchWriter.Rent();
        using var third = ScratchWriter.Rent();
        first.WriteBytes("a"u8);
        second.WriteBytes("b"u8);
        third.WriteBytes("c"u8);

        Assert.Equal("abc", string.Concat(new[] { first, second, third }.Select(static writer => Encoding.UTF8.GetString(writer.WrittenSpan))));
    }

    [Fact]
    public void Rent_AfterUse_IsEmpty()
    {
        using (var writer = ScratchWriter.Rent())
        {
            writer.WriteBytes("left over"u8);
        }

        using var next = ScratchWriter.Rent();
        Assert.True(next.WrittenSpan.IsEmpty);
    }

    [Fact]
    public void Write_FarAboveItsSize_KeepsEverything()
    {
        using var writer = ScratchWriter.Rent();
        var expected = new byte[200_000];
        new Random(1).NextBytes(expected);

        foreach (var part in expected.Chunk(777))
        {
            writer.Write(part);
        }

        Assert.True(writer.WrittenSpan.SequenceEqual(expected));
    }
}
