using Gateways.Testing.Clients;
using Gateways.Testing.Inbox;

namespace Gateways.Testing;

/// <summary>
/// A client of one gateway, over one transport, in memory. The same members on every transport, so that one test can run over each. May be used
/// from several threads. Everything that waits does so for <see cref="Timeout"/>, and fails with what did arrive, how the connection ended, and what the
/// server logged. Comes from <see cref="GatewayTestHost.ConnectAsync(GatewayTransports, GatewayTestClientOptions?)"/>.
/// </summary>
public abstract partial class GatewayTestClient : IAsyncDisposable
{
    private readonly TestLink _link;
    private readonly EventInbox _inbox = new();
    private readonly TaskCompletionSource<GatewayTestDisconnect> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isAborted;
    private string? _lastEventId;

    private protected GatewayTestClient(TestLink link)
    {
        _link = link;
        Timeout = link.Timeout;
    }

    /// <summary>How long this client waits for anything, in real time, whatever clock the server has. Default: 5 s.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>The transport.</summary>
    public abstract GatewayTransports Transport { get; }

    /// <summary>The gateway's path.</summary>
    public string Path => _link.Path;

    /// <summary>Whether the connection has not ended.</summary>
    public bool IsConnected => !_ended.Task.IsCompleted;

    /// <summary>
    /// Where this client stands among the events its server keeps for clients that come back: the last offset of Socket.IO, the last id of Server-Sent Events. Null where the server keeps none, or the
    /// client has heard none. Connect another with <see cref="GatewayTestClientOptions.Resumes"/> to go on from there.
    /// </summary>
    public string? LastEventId
    {
        get => Volatile.Read(ref _lastEventId);
        private protected set => Volatile.Write(ref _lastEventId, value);
    }

    /// <summary>The end of the connection, whoever ends it.</summary>
    /// <exception cref="TimeoutException">It has not ended in time.</exception>
    public Task<GatewayTestDisconnect> Disconnected => _ended.Task.IsCompleted ? _ended.Task : WaitForEndAsync();

    /// <summary>Says goodbye, and waits until the connection has ended. Does nothing when it has ended already.</summary>
    /// <exception cref="TimeoutException">The server did not end it in time.</exception>
    public async Task DisconnectAsync()
    {
        if (IsConnected)
        {
            try
            {
                await SayGoodbyeAsync().WaitAsync(Timeout).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not TimeoutException)
            {
                // The link was lost meanwhile: it ends all the same.
                Cut();
            }

            await Disconnected.ConfigureAwait(false);
        }
    }

    /// <summary>Cuts the connection without a goodbye, as a client does that loses its network.</summary>
    public void Abort()
    {
        _isAborted = true;
        Cut();
    }

    /// <summary>Says goodbye when that has not been done; never throws, and never waits longer than <see cref="Timeout"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsConnected)
        {
            try
            {
                await DisconnectAsync().ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                Cut();
            }
        }

        await ReleaseAsync().ConfigureAwait(false);
        _link.Released(this);
        GC.SuppressFinalize(this);
    }

    private async Task<GatewayTestDisconnect> WaitForEndAsync()
    {
        try
        {
            return await _ended.Task.WaitAsync(Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(Explain($"The connection has not ended within {Timeout.TotalSeconds:0.###} s"));
        }
    }
}
