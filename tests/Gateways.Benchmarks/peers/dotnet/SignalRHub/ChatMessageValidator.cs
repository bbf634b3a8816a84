using FluentValidation;

namespace SignalRHub;

internal sealed class ChatMessageValidator : AbstractValidator<ChatMessage>
{
    public ChatMessageValidator()
    {
        RuleFor(m => m.RoomId).Must(id => Guid.TryParse(id, out _));
        RuleFor(m => m.Content).NotEmpty().MaximumLength(2000);
    }
}
