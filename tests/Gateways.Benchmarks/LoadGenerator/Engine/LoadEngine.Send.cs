namespace Gateways.Benchmarks.LoadGenerator;

internal abstract unsafe partial class LoadEngine
{
    /// <summary>Sends, or keeps what the kernel would not take until it does.</summary>
    protected void Send(LoadConnection connection, ReadOnlySpan<byte> data)
    {
        if (connection.State == ConnectionState.Closed)
        {
            return;
        }

        if (connection.UnsentLength == 0)
        {
            int sent = TrySend(connection, data);
            if (sent < 0 || sent == data.Length)
            {
                return;
            }

            data = data[sent..];
            Libc.EpollControl(_epoll, Libc.EpollModify, connection.Descriptor, Libc.EpollIn | Libc.EpollOut);
        }

        Keep(connection, data);
    }

    /// <summary>Says goodbye in the protocol's own way and waits for the server to close.</summary>
    protected void Close(LoadConnection connection)
    {
        if (connection.State >= ConnectionState.Closing)
        {
            return;
        }

        connection.State = ConnectionState.Closing;
        Send(connection, _goodbye);
    }

    /// <summary>Closes without a goodbye.</summary>
    protected void HangUp(LoadConnection connection)
    {
        if (connection.State < ConnectionState.Closing)
        {
            connection.State = ConnectionState.Closing;
            Drop(connection);
        }
    }

    private static void Keep(LoadConnection connection, ReadOnlySpan<byte> data)
    {
        int needed = connection.UnsentLength + data.Length;
        if (connection.Unsent is null || connection.Unsent.Length - connection.UnsentStart < needed)
        {
            byte[] bigger = new byte[Math.Max(4096, needed * 2)];
            connection.Unsent.AsSpan(connection.UnsentStart, connection.UnsentLength).CopyTo(bigger);
            connection.Unsent = bigger;
            connection.UnsentStart = 0;
        }

        data.CopyTo(connection.Unsent.AsSpan(connection.UnsentStart + connection.UnsentLength));
        connection.UnsentLength = needed;
    }

    private void Flush(LoadConnection connection)
    {
        int sent = TrySend(connection, connection.Unsent.AsSpan(connection.UnsentStart, connection.UnsentLength));
        if (sent < 0)
        {
            return;
        }

        connection.UnsentStart += sent;
        connection.UnsentLength -= sent;
        if (connection.UnsentLength == 0)
        {
            connection.UnsentStart = 0;
            Libc.EpollControl(_epoll, Libc.EpollModify, connection.Descriptor, Libc.EpollIn);
        }
    }

    /// <summary>How many bytes the kernel took; -1 when the connection is gone.</summary>
    private int TrySend(LoadConnection connection, ReadOnlySpan<byte> data)
    {
        nint sent;
        fixed (byte* start = data)
        {
            sent = Libc.Send(connection.Descriptor, start, data.Length, Libc.NoSignal);
        }

        if (sent >= 0)
        {
            return (int)sent;
        }

        if (Libc.Errno is Libc.TryAgain or Libc.InterruptedCall)
        {
            return 0;
        }

        Drop(connection);
        return -1;
    }
}
