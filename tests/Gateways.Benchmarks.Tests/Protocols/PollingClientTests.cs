using System.Text;

namespace Gateways.Benchmarks.Tests.Protocols;

public class PollingClientTests
{
    private const int Limit = 1000;

    [Fact]
    public void Client_EntersANamespace_Waits_AndAnswersPings()
    {
        var client = new PollingClient("/socket.io/?EIO=4&transport=polling", 5000, "/chat");

        Assert.StartsWith("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n", Text(client.Open()), StringComparison.Ordinal);
        string enter = Text(client.OnResponse(Answer("""0{"sid":"abc","upgrades":[]}""")));
        Assert.StartsWith("POST /socket.io/?EIO=4&transport=polling&sid=abc HTTP/1.1\r\n", enter, StringComparison.Ordinal);
        Assert.EndsWith("Content-Length: 8\r\n\r\n40/chat,", enter, StringComparison.Ordinal);
        Assert.StartsWith("GET /socket.io/?EIO=4&transport=polling&sid=abc ", Text(client.OnResponse(Answer("ok"))), StringComparison.Ordinal);
        Assert.False(client.IsReady);
        Assert.StartsWith("GET ", Text(client.OnResponse(Answer("40/chat,{\"sid\":\"x\"}\u001e6"))), StringComparison.Ordinal);
        Assert.True(client.IsReady);
        Assert.EndsWith("\r\n\r\n3", Text(client.OnResponse(Answer("6\u001e2"))), StringComparison.Ordinal);
        Assert.Equal(1, client.Pings);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("44{\"message\":\"no\"}")]
    [InlineData("42[\"message\",1]")]
    [InlineData("0")]
    public void Client_HearsWhatItShouldNot_Fails(string packet)
    {
        var client = new PollingClient("/", 5000, "");
        client.OnResponse(Answer("""0{"sid":"abc"}"""));
        client.OnResponse(Answer("ok"));

        Assert.ThrowsAny<Exception>(() => client.OnResponse(Answer(packet)));
    }

    [Fact]
    public void Client_IsRefused_SaysHow()
    {
        var client = new PollingClient("/", 5000, "");

        var error = Assert.Throws<IOException>(() =>
        {
            HttpResponse.TryRead(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\ncontent-length: 4\r\n\r\nnope"), Limit, out HttpResponse response);
            client.OnResponse(response);
        });

        Assert.Contains("400 nope", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Response_InPieces_IsReadWhenItIsWhole()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 2\r\n\r\nokHTTP");
        int whole = bytes.Length - 4;
        for (int length = 0; length < whole; length++)
        {
            Assert.False(HttpResponse.TryRead(bytes.AsSpan(0, length), Limit, out _));
        }

        Assert.True(HttpResponse.TryRead(bytes, Limit, out HttpResponse response));
        Assert.Equal((200, "ok", whole), (response.Status, Encoding.ASCII.GetString(response.Body), response.Length));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\nContent-Length: 1\r\n\r\n1")]
    [InlineData("SSH-2.0\r\n\r\n")]
    public void Response_OfNoUse_Fails(string text) => Assert.Throws<IOException>(() => HttpResponse.TryRead(Encoding.ASCII.GetBytes(text), Limit, out _));

    private static HttpResponse Answer(string body)
    {
        Assert.True(HttpResponse.TryRead(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"), Limit, out HttpResponse response));
        return response;
    }

    private static string Text(byte[] request) => Encoding.UTF8.GetString(request);
}
