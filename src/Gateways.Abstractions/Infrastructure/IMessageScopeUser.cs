using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>An enhancer that lives as long as the application, yet may take services from the message's scope: the engine then makes one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMessageScopeUser
{
    /// <summary>Whether it does. Asked once, when the application starts.</summary>
    bool NeedsMessageScope { get; }
}
