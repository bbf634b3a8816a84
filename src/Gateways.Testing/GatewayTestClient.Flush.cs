using System.Collections.Concurrent;
using System.Text.Json;

namespace Gateways.Testing;

/// <content>How a client knows that all that was sent to it has arrived: by an event the server's side of it sends behind the rest.</content>
public abstract partial class GatewayTestClient
{
    private const string FlushEvent = "gateways-testing:flush";
    private static readonly TimeSpan FindInterval = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<bool>> _flushes = new();
    private int _lastFlush;

    private async Task FlushAsync()
    {
        var id = Interlocked.Increment(ref _lastFlush);
        var flush = _flushes[id] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await InTimeAsync(
                async () =>
                {
                    await SendFlushAsync(id).ConfigureAwait(false);
                    return await (await Task.WhenAny(flush.Task, EndAsync()).ConfigureAwait(false)).ConfigureAwait(false);
                },
                "What the server had sent was not all there").ConfigureAwait(false);
        }
        finally
        {
            _flushes.TryRemove(id, out _);
        }
    }

    private async Task SendFlushAsync(int id)
    {
        while (IsConnected)
        {
            if (_link.FindServerSide() is { } serverSide)
            {
                await serverSide.EmitAsync(FlushEvent, id).ConfigureAwait(false);
                return;
            }

            // A client may see its connection before the server has made a client of it.
            await Task.WhenAny(_ended.Task, Task.Delay(FindInterval, TimeProvider.System, default)).ConfigureAwait(false);
        }
    }

    private async Task<bool> EndAsync()
    {
        await _ended.Task.ConfigureAwait(false);
        return true;
    }

    private bool TryEndFlush(ReadOnlySpan<JsonElement> arguments) =>
        arguments.Length == 1 && arguments[0].ValueKind == JsonValueKind.Number && arguments[0].TryGetInt32(out var id)
        && _flushes.TryRemove(id, out var flush) && flush.TrySetResult(true);
}
