using System.ComponentModel.DataAnnotations;

namespace Gateways.Tests.Validation;

public sealed class Breakfast : Extra
{
    [Range(1, 3)]
    public int Eggs { get; set; }
}
