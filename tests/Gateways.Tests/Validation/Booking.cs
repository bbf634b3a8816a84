using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Gateways.Tests.Validation;

/// <summary>Rules on properties, nested at every kind of place, and some of its own.</summary>
[NotCancelled]
public sealed class Booking : IValidatableObject
{
    [Required]
    [StringLength(10, MinimumLength = 2)]
    [RegularExpression("^[a-z]*$")]
    public string? Guest { get; set; }

    [Range(1, 4)]
    public int Beds { get; set; } = 1;

    [Display(Name = "the e-mail address")]
    [JsonPropertyName("e_mail")]
    [EmailAddress]
    public string? Email { get; set; }

    public Room? Room { get; set; }

    public Room[] Others { get; set; } = [];

    public Dictionary<string, Room> Named { get; set; } = [];

    public Extra? Extra { get; set; }

    public Booking? Earlier { get; set; }

    public int From { get; set; }

    public int To { get; set; } = 1;

    public bool Cancelled { get; set; }

    /// <summary>Leads out of the wire's tree, and has rules that nobody can break by it.</summary>
    [JsonIgnore]
    [Required]
    public string? Secret { get; set; }

    public Booking Self => this;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (From >= To)
        {
            yield return new ValidationResult("The end is before the start.", [nameof(From), nameof(Email)]);
        }

        if (Guest == validationContext.GetService(typeof(string)) as string)
        {
            yield return new ValidationResult("This guest is blocked.");
        }
    }
}
