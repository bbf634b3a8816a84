using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.EngineIO;

internal abstract partial class EngineIOSession
{
    /// <summary>How long a client's goodbye waits for a poll the client has sent at the same time.</summary>
    private static readonly TimeSpan LastPollPatience = TimeSpan.FromMilliseconds(50);

    private TaskCompletionSource? _pollCame;
    private EngineIOPoll? _poll;
    private HttpContext? _post;

    /// <summary>Serves a GET: answers with what waits, or waits for something. The client may have one at a time.</summary>
    public async Task PollAsync(HttpContext context)
    {
        // The time may be up, and the clock not have beaten yet.
        Beat(Server.Clock.Now);
        var poll = new EngineIOPoll(context, Server.Options) { Since = Server.Clock.Now, CameDuringUpgrade = IsUpgradeWanted };
        EngineIOPoll? other;
        EngineIOError? error;
        bool isLast;
        lock (_gate)
        {
            // A session that closes in good order still has a goodbye for the next poll, and for no other.
            error = _socket is not null ? EngineIOError.BadRequest : _isOver ? EngineIOError.UnknownSession : null;
            isLast = error is null && _lastPoll?.TrySetResult(poll) == true;
            _isOver |= isLast;
            other = _poll;
            if (error is null && other is null && !isLast)
            {
                _poll = poll;
            }
        }

        if (error is not null)
        {
            await EngineIOAnswers.RefuseAsync(context, error).ConfigureAwait(false);
            return;
        }

        if (other is not null)
        {
            Depart(EngineIODeparture.TransportError);
            await EngineIOAnswers.StatusAsync(context, StatusCodes.Status400BadRequest).ConfigureAwait(false);
            return;
        }

        if (isLast)
        {
            await poll.Answered.ConfigureAwait(false);
            return;
        }

        _pollCame?.TrySetResult();
        using (context.RequestAborted.UnsafeRegister(static state => OnPollAborted(state), (this, poll)))
        {
            ResumeWrites();
            await poll.Answered.ConfigureAwait(false);
        }
    }

    /// <summary>Serves a POST: takes its packets, one after another. The client may have one at a time.</summary>
    public async Task PostAsync(HttpContext context)
    {
        if (context.Request.ContentType is { } type && type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase))
        {
            Depart(EngineIODeparture.BadTransportUse);
            await EngineIOAnswers.StatusAsync(context, StatusCodes.Status400BadRequest).ConfigureAwait(false);
            return;
        }

        if (await EnterPostAsync(context).ConfigureAwait(false))
        {
            await ReceiveAsync(context).ConfigureAwait(false);
        }
    }

    private async Task<bool> EnterPostAsync(HttpContext context)
    {
        bool isUpgraded, isSecond;
        lock (_gate)
        {
            isUpgraded = _socket is not null;
            isSecond = !isUpgraded && _post is not null;
            if (isSecond)
            {
                // Here, for once it has ended the server may give the same object to somebody else's request.
                _post!.Abort();
            }

            _post ??= isUpgraded ? null : context;
        }

        if (isUpgraded)
        {
            await EngineIOAnswers.RefuseAsync(context, EngineIOError.BadRequest).ConfigureAwait(false);
            return false;
        }

        if (isSecond)
        {
            Depart(EngineIODeparture.TransportError);
            await EngineIOAnswers.StatusAsync(context, StatusCodes.Status400BadRequest).ConfigureAwait(false);
        }

        return !isSecond;
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        var isTaken = false;
        try
        {
            if (await EngineIOBody.ReadAsync(context.Request, Server.MaxBytes).ConfigureAwait(false) is { } body)
            {
                using (body)
                {
                    await ReceiveAsync(body.Bytes).ConfigureAwait(false);
                }

                isTaken = true;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Too slow, or gone half-way: nobody waits for an answer, and the rest of the body is not worth waiting for.
            Depart(EngineIODeparture.TransportError);
            context.Abort();
            return;
        }
        finally
        {
            // The client may go on as soon as it has the answer.
            LeavePost();
        }

        await (isTaken ? EngineIOAnswers.OkAsync(context) : EngineIOAnswers.StatusAsync(context, StatusCodes.Status413PayloadTooLarge)).ConfigureAwait(false);
    }

    private async Task ReceiveAsync(ReadOnlyMemory<byte> body)
    {
        var payload = new EngineIOPayload(WellFormed(body));
        BeginBatch();
        try
        {
            for (var count = 1; !IsClosing && _pollCame is null && payload.TryTake(out var packet); count++)
            {
                if (count > Server.Options.MaxPacketsPerPayload)
                {
                    Depart(EngineIODeparture.ParseError);
                    return;
                }

                var accepted = OnPacket(packet);
                if (!accepted.IsCompletedSuccessfully)
                {
                    EndBatch();
                    await PauseAsync(accepted).ConfigureAwait(false);
                    BeginBatch();
                }
            }
        }
        finally
        {
            EndBatch();
        }

        if (_pollCame is { } poll)
        {
            // A client that polls and says goodbye at once, over two connections, is owed the answer to its poll.
            await Task.WhenAny(poll.Task, Task.Delay(LastPollPatience, Engine.Time)).ConfigureAwait(false);
            Drop(EngineIODeparture.TransportClose, EngineIOFrames.Noop);
        }
    }

    /// <summary>Text that is no UTF-8 is mended as Node does it, for what one client sends raw, others may get.</summary>
    private static ReadOnlyMemory<byte> WellFormed(ReadOnlyMemory<byte> body) => Utf8.IsValid(body.Span) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body.Span));

    /// <summary>The client has said goodbye in a body.</summary>
    private void SayGoodbye()
    {
        var poll = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_poll is not null)
            {
                poll.SetResult();
            }

            _pollCame = poll;
        }
    }

    private void LeavePost()
    {
        lock (_gate)
        {
            _post = null;
        }
    }

    private static void OnPollAborted(object? state)
    {
        var (session, poll) = ((EngineIOSession, EngineIOPoll))state!;
        lock (session._gate)
        {
            if (session._poll != poll)
            {
                return;
            }
        }

        session.Depart(EngineIODeparture.TransportError);
    }
}
