using System.Text;
using System.Text.Json;

namespace Gateways.Benchmarks.Tests.Workloads;

public class PayloadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(4096)]
    public void Content_HasTheWantedLength_AndIsFoundAgain(int size)
    {
        var payload = new Payload(size);
        using var json = JsonDocument.Parse(payload.Json);

        Assert.Equal(size, json.RootElement.GetProperty("content").GetString()!.Length);
        Assert.Equal(Payload.RoomId, json.RootElement.GetProperty("roomId").GetString());
        Assert.True(payload.IsIn(Encoding.UTF8.GetBytes(payload.Json)));
    }

    [Fact]
    public void Content_CutShort_IsNotFound()
    {
        var payload = new Payload(100);

        Assert.False(payload.IsIn(Encoding.UTF8.GetBytes(payload.Json[..^3])));
        Assert.False(payload.IsIn("""{"event":"echo","data":true}"""u8));
    }

    [Fact]
    public void Check_CoversTheFirstMessages_AndThenOneInSoMany()
    {
        Assert.True(Payload.IsChecked(0));
        Assert.True(Payload.IsChecked(15));
        Assert.False(Payload.IsChecked(16));
        Assert.True(Payload.IsChecked(1024));
        Assert.False(Payload.IsChecked(1025));
    }
}
