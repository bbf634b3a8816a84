using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections.Client;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>Opens the sockets of a client, and cuts them with a reset.</summary>
internal sealed class AbortableHandler
{
    private readonly List<Socket> _sockets = [];
    private bool _isCut;

    public HttpMessageHandler Wrap(HttpMessageHandler inner)
    {
        inner.Dispose();
        return Create();
    }

    public async ValueTask<WebSocket> ConnectAsync(WebSocketConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        foreach (var (name, value) in context.Options.Headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        await socket.ConnectAsync(context.Uri, new HttpMessageInvoker(Create()), cancellationToken);
        return socket;
    }

    public void Abort()
    {
        lock (_sockets)
        {
            _isCut = true;
            foreach (var socket in _sockets)
            {
                Cut(socket);
            }

            _sockets.Clear();
        }
    }

    private static void Cut(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    private SocketsHttpHandler Create() => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            lock (_sockets)
            {
                ObjectDisposedException.ThrowIf(_isCut, this);
                _sockets.Add(socket);
            }

            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
