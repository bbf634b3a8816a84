namespace Gateways;

/// <summary>A handler's parameter that is bound from the body.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Target">Which part of the body it is.</param>
/// <param name="Property">The key of the body, for <see cref="PipeTarget.Property"/>; else null.</param>
/// <param name="Index">The place among the arguments, for <see cref="PipeTarget.Argument"/>; else 0.</param>
public sealed record PipeParameter(string Name, PipeTarget Target, string? Property = null, int Index = 0)
{
    /// <summary>The parameter's place as error messages tell it: empty for the whole body, the key, or the index in brackets.</summary>
    public string Path => Target switch
    {
        PipeTarget.Property => Property ?? "",
        PipeTarget.Argument => $"[{Index}]",
        _ => "",
    };
}
