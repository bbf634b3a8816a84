namespace Gateways;

/// <summary>
/// A message whose body breaks the rules. The client is told
/// <c>{"status":"error","message":"Validation failed","errors":[{"property","code","message"}]}</c>.
/// </summary>
public class WsValidationException : WsException
{
    /// <summary>The text for clients.</summary>
    public const string Text = "Validation failed";

    /// <summary>An error with all that is wrong.</summary>
    /// <param name="errors">What is wrong; told to the client as it is.</param>
    /// <param name="innerException">Stays on the server.</param>
    public WsValidationException(IReadOnlyList<ValidationError> errors, Exception? innerException = null)
        : base(Text, innerException)
    {
        ArgumentNullException.ThrowIfNull(errors);
        Errors = errors;
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ValidationError> Errors { get; }
}
