using Gateways.Dispatch;
using Microsoft.Extensions.Logging;

namespace Gateways.Streams;

/// <summary>The token of one call that its client can cancel: cancelled by the client's wish, or by its leaving.</summary>
internal sealed partial class CallCancellation(GatewayClient client) : IDisposable
{
    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(client.Aborted);

    public CancellationToken Token => _source.Token;

    /// <summary>The client no longer wants the answer. Returns at once: the callbacks are the application's, and run elsewhere.</summary>
    public async void Cancel()
    {
        try
        {
            await _source.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The call has just ended.
        }
        catch (Exception error)
        {
            Log.CallbackFailed(client.Engine.DispatchLogger, client.Id, error);
        }
    }

    public void Dispose() => _source.Dispose();

    private static partial class Log
    {
        [LoggerMessage(4020, LogLevel.Error, "A callback on the cancellation of a call of client {ClientId} failed.")]
        public static partial void CallbackFailed(ILogger logger, string clientId, Exception error);
    }
}
