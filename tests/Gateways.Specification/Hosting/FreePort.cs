using System.Net;
using System.Net.Sockets;

namespace Gateways.Specification.Hosting;

/// <summary>A port nobody listens on just now. It lies below those the operating system hands out, so that no client is given it before it is listened on.</summary>
public static class FreePort
{
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another one, then.
            }
        }
    }
}
