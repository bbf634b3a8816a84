using System.Runtime.ExceptionServices;
using System.Text;
using Gateways.Msgpack;
using Gateways.Protocol;

namespace Gateways.Tests.Msgpack;

public sealed class JsonToMsgpackTests
{
    [Theory]
    [InlineData("\"a\\ud800b\"", "a\uFFFDb")]
    [InlineData("\"\\ud83d\\uDE00\\n\"", "\U0001F600\n")]
    [InlineData("\"\\uDC00\\u0041\\\\ud800\"", "\uFFFDA\\ud800")]
    [InlineData("\"\\t\\u00e4\"", "\tä")]
    public void WriteValue_SurrogatesInEscapes_AreReplacedWithoutAnException(string json, string expected)
    {
        var (thread, thrown) = (Environment.CurrentManagedThreadId, 0);
        using var output = ScratchWriter.Rent();
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            JsonToMsgpack.WriteValue(output, Encoding.UTF8.GetBytes(json));
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.Equal(0xa0 | Encoding.UTF8.GetByteCount(expected), output.WrittenSpan[0]);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan[1..]));
        Assert.Equal(0, thrown);

        void Count(object? sender, FirstChanceExceptionEventArgs error) => thrown += Environment.CurrentManagedThreadId == thread ? 1 : 0;
    }
}
