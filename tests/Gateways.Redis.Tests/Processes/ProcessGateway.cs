namespace Gateways.Redis.Tests.Processes;

/// <summary>What a test asks of a server in another process.</summary>
[WebSocketGateway("/process")]
public sealed partial class ProcessGateway(IGatewayServer<ProcessGateway> server, IPresence<ProcessGateway> presence)
{
    public const string Published = "published";
    public const string Unpublished = "unpublished";
    public const string Unknown = "unknown";

    [SubscribeMessage("enter")]
    public async Task<string> Enter([MessageBody] Entry entry, [ConnectedSocket] IGatewayClient client)
    {
        client.UserIdentifier = entry.User;
        await client.JoinAsync(entry.Room);
        return client.Id;
    }

    /// <summary>Says what became of it, as the adapter says it.</summary>
    [SubscribeMessage("say")]
    public async Task<string> Say([MessageBody] Numbered message)
    {
        try
        {
            await server.To(message.Room).EmitAsync("heard", message);
            return Published;
        }
        catch (AdapterUnavailableException error)
        {
            return error.MayHaveBeenPublished ? Unknown : Unpublished;
        }
    }

    /// <summary>Asks everyone in a room; how many answered, and how many did not.</summary>
    [SubscribeMessage("ask")]
    public async Task<int[]> Ask([MessageBody] string room)
    {
        var answers = await server.To(room).EmitWithAckAsync<string>("ask", "who", TimeSpan.FromSeconds(5));
        return [answers.Replies.Count, answers.Missing.Count];
    }

    [SubscribeMessage("servers")]
    public ValueTask<int> Servers() => server.CountServersAsync();

    [SubscribeMessage("track")]
    public async Task<bool> Track([MessageBody] string topic, [ConnectedSocket] IGatewayClient client)
    {
        await presence.TrackAsync(client, topic);
        return true;
    }

    [SubscribeMessage("untrack")]
    public async Task<bool> Untrack([MessageBody] string topic, [ConnectedSocket] IGatewayClient client)
    {
        await presence.UntrackAsync(client, topic);
        return true;
    }

    [SubscribeMessage("watch")]
    public async Task<bool> Watch([MessageBody] string topic, [ConnectedSocket] IGatewayClient client)
    {
        await presence.WatchAsync(client, topic);
        return true;
    }

    [SubscribeMessage("present")]
    public async Task<string[]> Present([MessageBody] string topic) => [.. (await presence.ListAsync(topic)).Select(static entry => entry.UserId)];
}
