using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.SignalR;

namespace SignalRHub;

/// <summary>What a competent team writes by hand.</summary>
internal sealed class ChatHub(IValidator<ChatMessage> validator) : Hub
{
    private static long _id;

    public ChatMessage Echo(ChatMessage m) => m;

    public async Task<bool> Join(JoinRoom r)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, r.RoomId);
        return true;
    }

    /// <summary>A broadcast, awaited, with the message as the answer.</summary>
    public async Task<ChatMessage> Emit(ChatMessage m)
    {
        await Clients.Group(m.RoomId).SendAsync("message", m);
        return m;
    }

    public Task Broadcast(ChatMessage m) => Clients.Group(m.RoomId).SendAsync("message", m);

    /// <summary>The validated path: authentication, FluentValidation, a send to the room (empty in the echo workload), the answer.</summary>
    public async Task<MessageReceived> SendMessage(ChatMessage m)
    {
        if (Context.User?.Identity?.IsAuthenticated != true)
        {
            throw new HubException("Missing authentication token");
        }

        var result = await validator.ValidateAsync(m);
        if (!result.IsValid)
        {
            throw new HubException(result.ToString());
        }

        string id = Interlocked.Increment(ref _id).ToString(CultureInfo.InvariantCulture);
        var saved = new MessageReceived(id, m.Content, Context.User.Identity.Name!, TimeProvider.System.GetUtcNow());
        await Clients.Group(m.RoomId).SendAsync("messageReceived", saved);
        return saved;
    }
}
