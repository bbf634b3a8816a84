using System.ComponentModel.DataAnnotations;

namespace Gateways.Tests.Validation;

[AttributeUsage(AttributeTargets.Class)]
public sealed class NotCancelledAttribute() : ValidationAttribute("The booking is cancelled.")
{
    public override bool IsValid(object? value) => value is Booking { Cancelled: false };
}
