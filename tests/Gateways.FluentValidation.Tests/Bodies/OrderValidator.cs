using FluentValidation;

namespace Gateways.FluentValidation.Tests.Bodies;

/// <summary>Rules inside and outside rule sets, nested ones, and one that waits.</summary>
public sealed class OrderValidator : AbstractValidator<Order>
{
    public OrderValidator()
    {
        RuleFor(static order => order.Customer).NotEmpty().WithErrorCode("customer_required").WithMessage("A customer is needed.").MinimumLength(3).WithErrorCode("customer_short");
        RuleFor(static order => order.ShipTo!.Street).NotEmpty().When(static order => order.ShipTo is not null).WithErrorCode("street_required");
        RuleForEach(static order => order.OrderLines).SetValidator(new OrderLineValidator());
        RuleFor(static order => order.Customer).MustAsync(static async (customer, cancellationToken) =>
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return customer != "banned";
        }).WithErrorCode("customer_banned");
        RuleSet("express", () => RuleFor(static order => order.ShipTo).NotNull().WithErrorCode("address_required"));
    }
}
