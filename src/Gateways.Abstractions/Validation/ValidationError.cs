namespace Gateways;

/// <summary>One thing that is wrong with a message's body.</summary>
/// <param name="Property">Where, for example <c>user.age</c> or <c>items[2].name</c>; empty for the body as a whole.</param>
/// <param name="Code">A stable code, for programs.</param>
/// <param name="Message">What is wrong, for people.</param>
public readonly record struct ValidationError(string Property, string Code, string Message);
