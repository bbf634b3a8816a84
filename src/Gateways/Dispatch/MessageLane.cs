using Gateways.Infrastructure;

namespace Gateways.Dispatch;

/// <summary>
/// Runs the messages of one client in order, at most a given number at once. A message that finds the lane free runs on the thread
/// that brought it, without a copy; one that does not waits with a copy of its body. Bounded: when too much waits, the transport is
/// asked to stop reading.
/// </summary>
internal sealed class MessageLane(GatewayClient client, int limit)
{
    private Queue<DispatchContext>? _waiting;
    private int _running;
    private long _waitingBytes;
    private bool _isOpen;
    private bool _isStopped;
    private TaskCompletionSource? _hasRoom;
    private TaskCompletionSource? _idle;

    public ValueTask AcceptAsync(DispatchContext context)
    {
        var startNow = false;
        var room = default(ValueTask);
        lock (this)
        {
            if (_isStopped)
            {
                context.Return();
                return default;
            }

            if (_isOpen && _running < limit && _waiting is not { Count: > 0 })
            {
                _running++;
                startNow = true;
            }
            else
            {
                context.RetainBody();
                (_waiting ??= new()).Enqueue(context);
                _waitingBytes += context.RetainedBytes;
                if (IsFull)
                {
                    _hasRoom ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    room = new ValueTask(_hasRoom.Task);
                }
            }
        }

        if (startNow && Run(context))
        {
            RunWaiting();
        }

        return room;
    }

    /// <summary>The connection hook has ended: messages may run.</summary>
    public void Open()
    {
        lock (this)
        {
            _isOpen = true;
        }

        for (var i = 0; i < limit && TryTake(0, out var context); i++)
        {
            if (Run(context))
            {
                RunWaiting();
            }
        }
    }

    /// <summary>Whether it takes no more messages. Whoever has to be sure locks the lane.</summary>
    public bool IsStopped => _isStopped;

    /// <summary>Takes no more messages, so that the transport need not stop reading for it. What waits still runs, unless the client was never let in.</summary>
    /// <returns>Completes when the last one has ended.</returns>
    public Task StopAsync()
    {
        lock (this)
        {
            _isStopped = true;
            FreeReader();
            if (!_isOpen)
            {
                while (_waiting is not null && _waiting.TryDequeue(out var context))
                {
                    context.Return();
                }
            }

            if (_running == 0 && _waiting is not { Count: > 0 })
            {
                return Task.CompletedTask;
            }

            return (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void FreeReader()
    {
        _hasRoom?.TrySetResult();
        _hasRoom = null;
    }

    private bool IsFull =>
        _waiting!.Count >= client.Engine.Options.MaxPendingMessages || _waitingBytes >= client.Engine.Options.MaxPendingBytes;

    /// <returns>True when it has ended already.</returns>
    private bool Run(DispatchContext context)
    {
        ValueTask<MessageResult> handling;
        try
        {
            handling = client.Host.InvokeAsync(context);
        }
        catch (Exception error)
        {
            End(context, default, error);
            return true;
        }

        if (!handling.IsCompleted)
        {
            context.LeaveCall();
            _ = FinishAsync(context, handling);
            return false;
        }

        var result = default(MessageResult);
        Exception? failure = null;
        try
        {
            result = handling.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            failure = error;
        }

        End(context, result, failure);
        return true;
    }

    private async Task FinishAsync(DispatchContext context, ValueTask<MessageResult> handling)
    {
        var result = default(MessageResult);
        Exception? failure = null;
        try
        {
            result = await handling.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
        }

        End(context, result, failure);
        RunWaiting();
    }

    private void RunWaiting()
    {
        while (TryTake(1, out var context) && Run(context))
        {
        }
    }

    /// <param name="ended">How many have ended: their places are free.</param>
    /// <param name="context">The next one.</param>
    private bool TryTake(int ended, out DispatchContext context)
    {
        lock (this)
        {
            _running -= ended;
            if (_isOpen && _running < limit && _waiting is not null && _waiting.TryDequeue(out context!))
            {
                _running++;
                _waitingBytes -= context.RetainedBytes;
                if (!IsFull)
                {
                    FreeReader();
                }

                return true;
            }

            if (_isStopped && _running == 0)
            {
                _idle?.TrySetResult();
            }

            context = null!;
            return false;
        }
    }

    /// <summary>Once for each message, and it does not throw: the lane counts on it.</summary>
    private void End(DispatchContext context, MessageResult result, Exception? error)
    {
        if (error is null && result.Kind == MessageResultKind.Stream)
        {
            client.Start(context);
        }
        else
        {
            client.Finish(context, result, error ?? context.Failure);
        }
    }
}
