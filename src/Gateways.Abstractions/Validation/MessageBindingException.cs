namespace Gateways;

/// <summary>A message whose body does not fit its handler's parameters; the handler never runs.</summary>
/// <param name="property">Where in the body, for example <c>user.age</c>; empty for the body as a whole.</param>
/// <param name="code">A stable code: <c>required</c>, <c>invalid_type</c> or <c>invalid_json</c>.</param>
/// <param name="description">What is wrong, without any of the client's data.</param>
/// <param name="innerException">The serialiser's own error; stays on the server.</param>
public sealed class MessageBindingException(string property, string code, string description, Exception? innerException = null)
    : WsValidationException([new ValidationError(property, code, description)], innerException)
{
    /// <summary>Where in the body; empty for the body as a whole.</summary>
    public string Property { get; } = property;

    /// <summary>A stable code.</summary>
    public string Code { get; } = code;

    /// <summary>What is wrong.</summary>
    public string Description { get; } = description;
}
