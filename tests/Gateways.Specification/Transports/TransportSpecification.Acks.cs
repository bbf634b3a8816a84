using Gateways.Specification.Gateways;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    private static readonly Func<string, string, Task<string?>> Never = static async (_, _) =>
    {
        await new Signal().Task;
        return null;
    };

    [Fact]
    public async Task EmitWithAck_ClientAnswers_ValueComesBack()
    {
        var peer = await ConnectAsync();
        peer.Client.Answer = static (name, data) => Task.FromResult<string?>($$"""{"name":"{{name}}","age":{{data}}}""");

        Assert.Equal(new Person("ask", 7), await peer.Server.EmitWithAckAsync<Person>("ask", 7));
    }

    [Fact]
    public async Task EmitWithAck_TwoAndThreePayloads_ClientIsAskedWithAllOfThem()
    {
        var peer = await ConnectAsync();
        peer.Client.Answer = static (_, data) => Task.FromResult<string?>(System.Text.Json.JsonSerializer.Serialize(data));

        Assert.Equal("[1,\"b\"]", await peer.Server.EmitWithAckAsync<string>("askPair", 1, "b"));
        Assert.Equal("[1,null,[2]]", await peer.Server.EmitWithAckAsync<string>("askTriple", 1, null, new[] { 2 }, Patience.Limit));
        Assert.Equal("[null,3]", Assert.Single((await Server.EmitWithAckAsync<string>("askPair", null, 3)).Replies).Value);
        Assert.Equal("[1,\"b\",2]", Assert.Single((await Server.EmitWithAckAsync<string>("askTriple", 1, "b", 2, cancellationToken: default)).Replies).Value);
        Assert.Equal("4", await peer.Server.EmitWithAckAsync<string>("ask", 4, Patience.Limit));
    }

    [Fact]
    public async Task EmitWithAck_ATokenAsAPayload_IsRefused()
    {
        var peer = await ConnectAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await peer.Server.EmitWithAckAsync<int>("ask", 1, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Server.EmitWithAckAsync<int>("ask", 1, 2, CancellationToken.None));

        await AssertHeardNothingAsync(peer);
    }

    [Fact]
    public async Task EmitWithAck_ClientAnswersWithAnError_Throws()
    {
        if (!HasFailedAcks)
        {
            return;
        }

        var peer = await ConnectAsync();
        peer.Client.Answer = static (_, _) => throw new ApplicationException("no way");

        var error = await Assert.ThrowsAsync<ClientAckException>(async () => await peer.Server.EmitWithAckAsync<int>("ask", 7));

        Assert.Equal(peer.Id, error.ClientId);
        Assert.Contains("no way", error.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmitWithAck_ClientAnswersSomethingElse_Throws()
    {
        var peer = await ConnectAsync();
        peer.Client.Answer = static (_, _) => Task.FromResult<string?>("\"text\"");

        await Assert.ThrowsAsync<ClientAckException>(async () => await peer.Server.EmitWithAckAsync<Person>("ask", 7));

        await AssertHeardNothingAsync(peer);
    }

    [Fact]
    public async Task EmitWithAck_ClientIsSilent_TimesOut()
    {
        var peer = await ConnectAsync();
        peer.Client.Answer = Never;

        await Assert.ThrowsAsync<TimeoutException>(async () => await peer.Server.EmitWithAckAsync<int>("ask", 7, TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task EmitWithAck_Cancelled_Throws()
    {
        var peer = await ConnectAsync();
        peer.Client.Answer = Never;
        using var cancelled = new CancellationTokenSource();

        var waiting = peer.Server.EmitWithAckAsync<int>("ask", 7, cancellationToken: cancelled.Token).AsTask();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
    }

    [Fact]
    public async Task EmitWithAck_ClientLeaves_Throws()
    {
        var peer = await ConnectAsync();
        var asked = new Signal();
        peer.Client.Answer = async (_, _) =>
        {
            asked.Set();
            await new Signal().Task;
            return null;
        };

        var waiting = peer.Server.EmitWithAckAsync<int>("ask", 7).AsTask();
        await asked.WaitAsync();
        peer.Client.Abort();

        await Assert.ThrowsAsync<ClientDisconnectedException>(() => waiting.Soon());
        await Assert.ThrowsAsync<ClientDisconnectedException>(async () => await peer.Server.EmitWithAckAsync<int>("ask", 7));
    }

    [Fact]
    public async Task EmitWithAck_ToMany_TellsRepliesErrorsAndWhoIsMissing()
    {
        var (good, bad, silent, wrong) = (await ConnectAsync(), await ConnectAsync(), await ConnectAsync(), await ConnectAsync());
        good.Client.Answer = static (_, data) => Task.FromResult<string?>(data);
        bad.Client.Answer = static (_, _) => throw new ApplicationException("no way");
        silent.Client.Answer = Never;
        wrong.Client.Answer = static (_, _) => Task.FromResult<string?>("{}");
        foreach (var peer in new[] { good, bad, silent, wrong })
        {
            await peer.Server.JoinAsync("r1");
        }

        var collection = await Server.To("r1").EmitWithAckAsync<int>("ask", 7, TimeSpan.FromSeconds(3));

        Assert.Equal(new AckReply<int>(good.Id, 7), Assert.Single(collection.Replies));
        Assert.Equal(HasFailedAcks ? [silent.Id] : new[] { bad.Id, silent.Id }.Order(), collection.Missing.Order());
        Assert.Equal(HasFailedAcks ? new[] { bad.Id, wrong.Id }.Order() : [wrong.Id], collection.Errors.Select(static error => error.ClientId).Order());
        Assert.False(collection.IsComplete);
    }

    [Fact]
    public async Task EmitWithAck_HandlerAsksItsOwnClientWhichSendsOtherMessages_AnswerIsHeard()
    {
        var peer = await ConnectAsync();
        Probe.Handler = static async call => await call.Client.EmitWithAckAsync<int>("ask", call.Body);
        var client = peer.Client;
        client.Answer = async (_, data) =>
        {
            for (var i = 0; i < 20; i++)
            {
                await client.EmitAsync("note", $"\"{i}\"");
            }

            return data;
        };

        Assert.Equal("5", (await peer.Client.CallAsync("run", "5")).Value);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}", await Probe.NextNoteAsync());
        }
    }

    [Fact]
    public async Task EmitWithAck_FiveHundredAtOnce_EachGetsItsOwnAnswer()
    {
        var peer = await ConnectAsync();
        peer.Client.Answer = static (_, data) => Task.FromResult<string?>(data);

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => peer.Server.EmitWithAckAsync<int>("ask", i).AsTask())).Soon();

        Assert.Equal(Enumerable.Range(0, 500), answers);
    }
}
