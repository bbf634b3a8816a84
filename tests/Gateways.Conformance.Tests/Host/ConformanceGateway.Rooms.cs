using System.Text.Json;

namespace Gateways.Conformance.Host;

public sealed partial class ConformanceGateway
{
    [SubscribeMessage("join")]
    public ValueTask Join([MessageBody] string room, IGatewayClient client, CancellationToken cancellationToken) => client.JoinAsync(room, cancellationToken);

    [SubscribeMessage("leave")]
    public ValueTask Leave([MessageBody] string room, IGatewayClient client, CancellationToken cancellationToken) => client.LeaveAsync(room, cancellationToken);

    [SubscribeMessage("size")]
    public ValueTask<int> Size([MessageBody] string room, CancellationToken cancellationToken) => server.To(room).CountAsync(cancellationToken);

    [SubscribeMessage("say")]
    public ValueTask Say([MessageBody] SayRequest request, IGatewayClient client) => server.To(request.Room).Emit.Said(new(request.Text, client.Id));

    [SubscribeMessage("sayToOthers")]
    public ValueTask SayToOthers([MessageBody] SayRequest request, IGatewayClient client)
        => server.To(request.Room).ExceptClient(client.Id).Emit.Said(new(request.Text, client.Id));

    /// <summary>Emits one of each shape to a room.</summary>
    [SubscribeMessage("shapes")]
    public async Task EmitShapes([MessageBody("room")] string room, [MessageBody("payload")] JsonElement payload)
    {
        var everyone = server.To(room).Emit;
        await everyone.Ping();
        await everyone.Pair("one", 2);
        await everyone.Ticked(3);
        await everyone.Anything(payload);
    }

    [SubscribeMessage("ask")]
    public async Task<AskOutcome> Ask([MessageBody] AskRequest request, IGatewayClient client, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.EmitWithAckAsync<JsonElement>("question", request.Question, request.Timeout, cancellationToken);
            return new("answered", answer);
        }
        catch (TimeoutException)
        {
            return new("timed out");
        }
        catch (ClientAckException error)
        {
            return new("failed", Error: error.Error);
        }
    }

    /// <summary>Asks the caller, and gives back everything it answered.</summary>
    [SubscribeMessage("askForAll")]
    public async Task<MessageArguments> AskForAll([MessageBody] JsonElement question, IGatewayClient client, CancellationToken cancellationToken)
        => await client.EmitWithAckAsync<MessageArguments>("question", question, cancellationToken: cancellationToken);

    /// <summary>Answers with several values.</summary>
    [SubscribeMessage("answerTwice")]
    public void AnswerTwice([Ack] IAck ack) => ack.Send("manual", 2, new byte[] { 1, 2 });

    [SubscribeMessage("askAll")]
    public async Task<AskAllOutcome> AskAll([MessageBody] AskRequest request, CancellationToken cancellationToken)
    {
        var answers = await server.To(request.Room!).EmitWithAckAsync<JsonElement>("question", request.Question, request.Timeout, cancellationToken);
        return new(
            [.. answers.Replies.Select(reply => reply.Value)],
            [.. answers.Errors.Select(error => error.Error)],
            answers.Missing.Count,
            answers.IsComplete);
    }
}
