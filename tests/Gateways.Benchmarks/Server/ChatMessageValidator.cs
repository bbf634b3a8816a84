using FluentValidation;

namespace Gateways.Benchmarks.Server;

/// <summary>The rules of the hand-written hub.</summary>
internal sealed class ChatMessageValidator : AbstractValidator<ChatMessage>
{
    private const int MaxContentLength = 2000;

    public ChatMessageValidator()
    {
        RuleFor(static message => message.RoomId).Must(static room => Guid.TryParse(room, out _));
        RuleFor(static message => message.Content).NotEmpty().MaximumLength(MaxContentLength);
    }
}
