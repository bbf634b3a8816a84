using FluentValidation;

namespace Gateways.FluentValidation.Tests.Bodies;

public sealed class OrderLineValidator : AbstractValidator<OrderLine>
{
    public OrderLineValidator()
    {
        RuleFor(static line => line.Product).NotEmpty().WithErrorCode("product_required");
        RuleFor(static line => line.Quantity).GreaterThan(0).WithErrorCode("quantity");
        RuleForEach(static line => line.Tags).NotEmpty().WithErrorCode("tag");
    }
}
