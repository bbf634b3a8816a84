namespace Gateways.Generators.Tests.Testing;

/// <summary>Keeps what was emitted to it.</summary>
internal sealed class RecordingTarget : IEmitTarget
{
    public List<(string EventName, object?[] Payloads, CancellationToken CancellationToken)> Emitted { get; } = [];

    public IEmitTarget Volatile => throw new NotSupportedException();

    public ValueTask EmitAsync(string eventName, CancellationToken cancellationToken = default) => Record(cancellationToken, eventName);

    public ValueTask EmitAsync<T>(string eventName, T payload, CancellationToken cancellationToken = default) => Record(cancellationToken, eventName, payload);

    public ValueTask EmitAsync<T1, T2>(string eventName, T1 first, T2 second, CancellationToken cancellationToken = default) =>
        Record(cancellationToken, eventName, first, second);

    public ValueTask EmitAsync<T1, T2, T3>(string eventName, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default) =>
        Record(cancellationToken, eventName, first, second, third);

    public IEmitTarget Local => throw new NotSupportedException();

    public IEmitTarget To(string room) => throw new NotSupportedException();

    public IEmitTarget To(IReadOnlyCollection<string> rooms) => throw new NotSupportedException();

    public IEmitTarget Except(string room) => throw new NotSupportedException();

    public IEmitTarget ExceptClient(string clientId) => throw new NotSupportedException();

    public ValueTask<AckCollection<T>> EmitWithAckAsync<T>(string eventName, object? first, object? second, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<AckCollection<T>> EmitWithAckAsync<T>(
        string eventName, object? first, object? second, object? third, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<AckCollection<T>> EmitWithAckAsync<T>(string eventName, object? payload = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask JoinAsync(string room, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask LeaveAsync(string room, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisconnectAsync(CloseReason? reason = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask CloseConnectionsAsync(CloseReason? reason = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private ValueTask Record(CancellationToken cancellationToken, string eventName, params object?[] payloads)
    {
        Emitted.Add((eventName, payloads, cancellationToken));
        return default;
    }
}
