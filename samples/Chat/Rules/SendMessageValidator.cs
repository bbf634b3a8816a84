using FluentValidation;

namespace Chat;

/// <summary>What a message must be like.</summary>
public sealed class SendMessageValidator : AbstractValidator<SendMessage>
{
    private const int MaxContentLength = 2000;
    private const int MaxRoomLength = 64;

    public SendMessageValidator()
    {
        RuleFor(message => message.RoomId).NotEmpty().MaximumLength(MaxRoomLength);
        RuleFor(message => message.Content).NotEmpty().MaximumLength(MaxContentLength);
    }
}
