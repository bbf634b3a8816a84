using System.Text;
using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.ServerSentEvents.Tests.Clients;

/// <summary>Requests as bytes.</summary>
internal static class RawHttp
{
    public static byte[] Request(string target, string method = "GET", string? accept = "text/event-stream", string more = "") =>
        Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: localhost\r\n{(accept is null ? "" : $"Accept: {accept}\r\n")}{more}\r\n");

    /// <summary>Sends a request and returns the first line of the answer and its head.</summary>
    public static async Task<string> AskAsync(int port, byte[] request)
    {
        await using var raw = await RawWebSocket.OpenAsync(port);
        await raw.SendAsync(request);
        return await raw.ReadHeadAsync().Soon();
    }

    public static int StatusOf(string head) => int.Parse(head.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
