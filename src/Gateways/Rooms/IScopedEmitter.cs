using Gateways.Adapters;

namespace Gateways.Rooms;

/// <summary>Emits payloads whose types are known only at run time.</summary>
public interface IScopedEmitter
{
    /// <summary>Emits to everyone in the scope.</summary>
    ValueTask EmitAsync(string eventName, ReadOnlySpan<object?> payloads, EmitScope scope, CancellationToken cancellationToken);

    /// <summary>Emits to everyone in the scope and gathers one answer from each.</summary>
    ValueTask<IReadOnlyList<AckResult>> EmitWithAckAsync(string eventName, ReadOnlySpan<object?> payloads, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>The namespace's adapter.</summary>
    IAdapter Adapter { get; }
}
