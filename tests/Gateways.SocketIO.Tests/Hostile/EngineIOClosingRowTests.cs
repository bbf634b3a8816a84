using Gateways.SocketIO.Tests.Clients;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>How a session that polls is closed, by either side, and who hears of it in which answer.</summary>
public sealed class EngineIOClosingRowTests : EngineIORows
{
    [Fact]
    public async Task Close_ByPostWhileAPollWaits_AnswersTheWaitingPollWithNoop()
    {
        string sid;
        (int Status, string Body) answer;
        var tries = 0;
        do
        {
            sid = await OpenAsync();
            var poll = GetAsync(sid);
            Assert.Equal((200, "ok"), await PostAsync(sid, "1"));
            answer = await poll;
        }
        while (answer.Status == 400 && ++tries < 20); // The goodbye has overtaken the poll.

        Assert.Equal((200, "6"), answer);
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Fact]
    public async Task Close_ByTheServerWithoutAPoll_IsHandedToTheNext()
    {
        var sid = await OpenAsync();
        await PostAsync(sid, "42[\"a\"]");

        Assert.Equal((200, "6\u001e1"), await GetAsync(sid));
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CloseConnection_OverPolling_ClosesInAnAnswerOfItsOwn(bool isPollWaiting)
    {
        var (sid, client) = await OpenClientAsync();
        var poll = isPollWaiting ? GetAsync(sid) : null;
        await client.CloseConnectionAsync();

        Assert.Equal((200, "41/spec,"), await (poll ?? GetAsync(sid)));

        // A poll that is faster than the close waits for it, and hears nothing else.
        Assert.Contains(await GetAsync(sid), new[] { (200, "6\u001e1"), (200, "1") });
        Assert.Equal((400, """{"code":1,"message":"Session ID unknown"}"""), await GetAsync(sid));
        Assert.Equal((CloseReason.ServerDisconnect, "server namespace disconnect"), await DepartureAsync());
    }

    [Fact]
    public async Task CloseConnection_TheClientGoesOverMeanwhile_HearsItOnItsWebSocket()
    {
        var (sid, client) = await OpenClientAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());

        await client.CloseConnectionAsync();
        Assert.Equal(CloseReason.ServerDisconnect, (await DepartureAsync()).Reason);
        await socket.SendAsync("5");

        Assert.Equal("41/spec,", await socket.NextAsync());
        await socket.EndedAsync();
        Assert.Equal(1000, socket.CloseCode);
    }
}
