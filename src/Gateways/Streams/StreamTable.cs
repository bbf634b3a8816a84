namespace Gateways.Streams;

/// <summary>The streams and cancellable calls of one client. Its own monitor guards it.</summary>
internal sealed class StreamTable
{
    private readonly Dictionary<string, ClientStream> _uploads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CallCancellation> _calls = new(StringComparer.Ordinal);
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>Counts a stream that begins.</summary>
    /// <returns>False when too many run.</returns>
    public bool TryStart(int limit)
    {
        lock (this)
        {
            // Counted in any case: its message ends like any other.
            return ++_running <= limit;
        }
    }

    /// <summary>A stream has ended.</summary>
    public void End()
    {
        lock (this)
        {
            if (--_running == 0)
            {
                _idle?.TrySetResult();
            }
        }
    }

    /// <summary>Completes when no stream runs.</summary>
    public Task WaitAsync()
    {
        lock (this)
        {
            return _running == 0 ? Task.CompletedTask : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>A client that uses an id twice replaces the older call: it could not tell the answers apart anyway.</summary>
    public void Add(string id, CallCancellation call)
    {
        lock (this)
        {
            _calls[id] = call;
        }
    }

    public CallCancellation? FindCall(string id)
    {
        lock (this)
        {
            return _calls.GetValueOrDefault(id);
        }
    }

    public void Remove(string id, CallCancellation call)
    {
        lock (this)
        {
            if (_calls.GetValueOrDefault(id) == call)
            {
                _calls.Remove(id);
            }
        }
    }

    public ClientStream AddUpload(string id)
    {
        var stream = new ClientStream(id) { OnAbandoned = Remove };
        lock (this)
        {
            _uploads[id] = stream;
        }

        return stream;
    }

    public ClientStream? FindUpload(string id)
    {
        lock (this)
        {
            return _uploads.GetValueOrDefault(id);
        }
    }

    private void Remove(ClientStream stream)
    {
        lock (this)
        {
            if (_uploads.GetValueOrDefault(stream.Id) == stream)
            {
                _uploads.Remove(stream.Id);
            }
        }
    }
}
