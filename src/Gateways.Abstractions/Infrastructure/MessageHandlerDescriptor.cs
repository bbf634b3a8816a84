using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>What the generator knows about one handler.</summary>
/// <param name="EventName">The event; for a catch-all handler the text <c>*</c>, for logs.</param>
/// <param name="MethodName">The method, for logs.</param>
/// <param name="MaxConcurrency">0: the gateway's; above 0: this handler's own, outside the client's order.</param>
/// <param name="RequiresServices">Whether it takes services from a scope.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record MessageHandlerDescriptor(string EventName, string MethodName, int MaxConcurrency = 0, bool RequiresServices = false)
{
    /// <summary>Whether it takes every event that has no other handler.</summary>
    public bool IsCatchAll { get; init; }

    /// <summary>What the method and its parameters declare around it, in the order of declaration; what the gateway declares is not among it.</summary>
    public IReadOnlyList<EnhancerDescriptor> Enhancers { get; init; } = [];

    /// <summary>The method's attributes.</summary>
    public IReadOnlyList<object> Metadata { get; init; } = [];

    /// <summary>The parameters that are bound from the body; generated code speaks of them by index.</summary>
    public IReadOnlyList<PipeParameter> Parameters { get; init; } = [];

    /// <summary>How many streams of the client it takes.</summary>
    public int StreamCount { get; init; }
}
