namespace Gateways.Testing.Tests.Examples;

public interface IChatMessages
{
    Task SaveAsync(ChatMessage message);
}
