namespace Gateways;

/// <summary>Which part of a message a parameter is bound from.</summary>
public enum PipeTarget
{
    /// <summary>The whole body.</summary>
    Body,

    /// <summary>One key of the body.</summary>
    Property,

    /// <summary>One of several arguments.</summary>
    Argument,
}
