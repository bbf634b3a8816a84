using System.ComponentModel;

namespace Gateways;

/// <summary>Any <see cref="WsResponse{T}"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWsResponse
{
    /// <summary>The event.</summary>
    string Event { get; }

    /// <summary>The payload.</summary>
    object? Data { get; }

    /// <summary>The payload's declared type.</summary>
    Type DataType { get; }
}
