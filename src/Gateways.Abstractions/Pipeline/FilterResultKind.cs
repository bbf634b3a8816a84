namespace Gateways;

/// <summary>What an exception filter can make of an exception.</summary>
public enum FilterResultKind
{
    /// <summary>The next filter is asked.</summary>
    Next,

    /// <summary>The filter has told the client itself.</summary>
    Handled,

    /// <summary>The client is told another error.</summary>
    Error,

    /// <summary>The client is answered with a value.</summary>
    Value,
}
