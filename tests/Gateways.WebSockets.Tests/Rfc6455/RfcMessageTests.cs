using System.Text;
using Gateways.Specification.Clients;

namespace Gateways.WebSockets.Tests.Rfc6455;

/// <summary>What the rules allow.</summary>
public sealed class RfcMessageTests(RfcHost host) : IClassFixture<RfcHost>
{
    private const string Call = """{"event":"echo","id":1,"data":"é€😀"}""";
    private const string Answer = """{"id":1,"data":"é€😀"}""";

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    public async Task Ping_IsAnsweredWithItsPayload(string payload)
    {
        await using var raw = await host.ConnectAsync();

        await raw.SendAsync(RawWebSocket.Frame(RawFrame.Ping, Encoding.UTF8.GetBytes(payload)));

        var pong = await raw.ReadFrameAsync();
        Assert.Equal((RawFrame.Pong, payload, true), (pong.Opcode, pong.Text, pong.IsFinal));
    }

    [Fact]
    public async Task Ping_Of125Bytes_IsAnswered()
    {
        await using var raw = await host.ConnectAsync();
        var payload = Enumerable.Range(0, 125).Select(static i => (byte)(i * 2)).ToArray();

        await raw.SendAsync(RawWebSocket.Frame(RawFrame.Ping, payload));

        Assert.Equal(payload, (await raw.ReadFrameAsync()).Payload);
    }

    [Fact]
    public async Task Ping_ManyAtOnce_AreAnsweredInOrder()
    {
        await using var raw = await host.ConnectAsync();

        await raw.SendAsync([.. Enumerable.Range(0, 50).Select(static i => RawWebSocket.Frame(RawFrame.Ping, [(byte)i]))]);

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal([(byte)i], (await raw.ReadFrameAsync()).Payload);
        }
    }

    [Fact]
    public async Task Ping_BetweenFragments_IsAnsweredFirst()
    {
        await using var raw = await host.ConnectAsync();
        var text = Encoding.UTF8.GetBytes(Call);

        await raw.SendAsync(
            RawWebSocket.Frame(RawFrame.TextFrame, text.AsSpan(0, 7), isFinal: false),
            RawWebSocket.Frame(RawFrame.Ping, "p"u8),
            RawWebSocket.Frame(RawFrame.Continuation, text.AsSpan(7)));

        Assert.Equal(RawFrame.Pong, (await raw.ReadFrameAsync()).Opcode);
        Assert.Equal(Answer, (await raw.ReadFrameAsync()).Text);
    }

    [Fact]
    public async Task Pong_Unasked_IsIgnored() => await AssertStillAnswersAsync(RawWebSocket.Frame(RawFrame.Pong, "x"u8));

    [Fact]
    public async Task Text_Empty_IsIgnored() => await AssertStillAnswersAsync(RawWebSocket.Text(""));

    [Fact]
    public async Task Binary_Empty_IsIgnored() => await AssertStillAnswersAsync(RawWebSocket.Frame(RawFrame.Binary, []));

    [Fact]
    public async Task Fragments_AllEmpty_AreIgnored() => await AssertStillAnswersAsync(
        RawWebSocket.Frame(RawFrame.TextFrame, [], isFinal: false), RawWebSocket.Frame(0, [], isFinal: false), RawWebSocket.Frame(0, []));

    [Fact]
    public async Task Binary_WithJson_IsTakenAsText()
    {
        await using var raw = await host.ConnectAsync();

        await raw.SendAsync(RawWebSocket.Frame(RawFrame.Binary, Encoding.UTF8.GetBytes(Call)));

        Assert.Equal(Answer, (await raw.ReadFrameAsync()).Text);
    }

    [Fact]
    public async Task Binary_WithTextThatIsNotUtf8_NeverMakesTheServerSendAnyOfIt()
    {
        await using var raw = await host.ConnectAsync();
        byte[] message = [.. """{"event":"echo","id":1,"data":"""u8, 0x22, 0xC0, 0xAF, 0xFF, 0x22, (byte)'}'];

        await raw.SendAsync(RawWebSocket.Frame(RawFrame.Binary, message), RawWebSocket.Text("""{"event":"echo","id":2,"data":2}"""));

        RawFrame frame;
        do
        {
            frame = await raw.ReadFrameAsync();
            Assert.True(System.Text.Unicode.Utf8.IsValid(frame.Payload.AsSpan(frame.Opcode == RawFrame.Close ? 2 : 0)));
        }
        while (frame.Opcode != RawFrame.Close && frame.Text != """{"id":2,"data":2}""");
    }

    [Fact]
    public async Task Text_InAsManyFragmentsAsBytes_IsPutTogether()
    {
        await using var raw = await host.ConnectAsync();
        var text = Encoding.UTF8.GetBytes(Call);

        await raw.SendAsync([.. text.Select((one, i) => RawWebSocket.Frame(i == 0 ? RawFrame.TextFrame : 0, [one], isFinal: i == text.Length - 1))]);

        Assert.Equal(Answer, (await raw.ReadFrameAsync()).Text);
    }

    [Theory]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(4096)]
    [InlineData(65_000)]
    [InlineData(65_536)]
    public async Task Text_OfEachLengthForm_ComesBackWhole(int length)
    {
        await using var raw = await host.ConnectAsync();
        var around = """{"event":"echo","id":1,"data":""}""".Length;
        var data = new string('x', length - around);

        await raw.SendAsync(RawWebSocket.Text($$"""{"event":"echo","id":1,"data":"{{data}}"}"""));

        Assert.Equal($$"""{"id":1,"data":"{{data}}"}""", (await raw.ReadFrameAsync()).Text);
    }

    [Fact]
    public async Task Close_ThenMore_IsNotAnswered()
    {
        await using var raw = await host.ConnectAsync();

        await raw.SendAsync(RawWebSocket.CloseFrame(1000), RawWebSocket.Frame(RawFrame.Ping, "x"u8));

        Assert.Equal(RawFrame.Close, (await raw.ReadFrameAsync()).Opcode);
    }

    [Fact]
    public async Task End_WithoutClose_ServerEndsToo()
    {
        await using var raw = await host.ConnectAsync();

        raw.EndSending();

        Assert.True(await raw.EndsInOrderAsync());
    }

    private async Task AssertStillAnswersAsync(params byte[][] frames)
    {
        await using var raw = await host.ConnectAsync();

        await raw.SendAsync([.. frames, RawWebSocket.Text(Call)]);

        Assert.Equal(Answer, (await raw.ReadFrameAsync()).Text);
    }
}
