using FluentValidation;

namespace Gateways.Benchmarks.Micro;

/// <summary>Rules as chats have them.</summary>
public sealed class ChatMessageValidator : AbstractValidator<ChatMessage>
{
    private const int MaxContentLength = 2000;

    public ChatMessageValidator()
    {
        RuleFor(static message => message.RoomId).NotEmpty();
        RuleFor(static message => message.Content).NotEmpty().MaximumLength(MaxContentLength);
    }
}
