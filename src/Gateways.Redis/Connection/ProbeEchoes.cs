using System.Collections.Concurrent;

namespace Gateways.Redis.Connection;

/// <summary>The echoes that are waited for.</summary>
internal sealed class ProbeEchoes
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Waits for an echo; dispose of it with <see cref="Forget"/>.</summary>
    public Task Expect(string key) => _waiting.GetOrAdd(key, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Return(string key)
    {
        if (_waiting.TryRemove(key, out var echo))
        {
            echo.TrySetResult();
        }
    }

    public void Forget(string key) => _waiting.TryRemove(key, out _);
}
