namespace Gateways;

/// <summary>
/// The adapter could not reach the other servers. The clients of this server were served all the same; an emit that throws this must not be
/// repeated for them. Nothing is kept to be sent later.
/// </summary>
/// <param name="message">What could not be done.</param>
/// <param name="mayHaveBeenPublished">Whether other servers may have heard of it.</param>
/// <param name="inner">What went wrong.</param>
public sealed class AdapterUnavailableException(string message, bool mayHaveBeenPublished, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>False when the other servers have certainly not heard of it; true when nobody can tell, for example because the connection broke before the answer.</summary>
    public bool MayHaveBeenPublished { get; } = mayHaveBeenPublished;
}
