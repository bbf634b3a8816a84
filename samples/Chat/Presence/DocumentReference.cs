using System.ComponentModel.DataAnnotations;

namespace Chat;

/// <summary>Which document.</summary>
public sealed record DocumentReference([property: Required, StringLength(DocumentReference.MaxLength, MinimumLength = 1)] string DocumentId)
{
    public const int MaxLength = 64;
}
