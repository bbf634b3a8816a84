using System.Collections.Concurrent;

namespace Gateways.Testing.Tests.Examples;

public sealed class FakeChatMessages : IChatMessages
{
    public ConcurrentQueue<ChatMessage> Saved { get; } = new();

    public Task SaveAsync(ChatMessage message)
    {
        Saved.Enqueue(message);
        return Task.CompletedTask;
    }
}
