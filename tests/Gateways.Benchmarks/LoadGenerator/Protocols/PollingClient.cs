using System.Globalization;
using System.Text;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// A Socket.IO client that polls and says nothing: it enters the namespace, waits, and answers pings. One connection is enough for that, since it posts only when its
/// poll has been answered. Pure: told what has arrived, it says what to send.
/// </summary>
internal sealed class PollingClient(string target, int port, string ns)
{
    private const byte Separator = 0x1e;
    private const string Ok = "ok";

    private string? _sid;
    private bool _isPosting;

    /// <summary>Whether the namespace has let it in.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Pings that were answered.</summary>
    public int Pings { get; private set; }

    private string SessionTarget => _sid is null ? target : $"{target}&sid={_sid}";

    /// <summary>The first request.</summary>
    public byte[] Open() => Get();

    /// <summary>The client has got an answer; returns its next request.</summary>
    /// <exception cref="IOException">The server refuses or ends the session, or says what a client that says nothing should not hear.</exception>
    public byte[] OnResponse(in HttpResponse response)
    {
        if (response.Status != 200)
        {
            throw new IOException($"polling: HTTP {response.Status} {Encoding.UTF8.GetString(response.Body)}");
        }

        if (_isPosting)
        {
            _isPosting = false;
            return response.Body.SequenceEqual("ok"u8) ? Get() : throw new IOException($"polling: a post is answered with '{Ok}', not '{Encoding.UTF8.GetString(response.Body)}'");
        }

        string? post = null;
        ReadOnlySpan<byte> rest = response.Body;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf(Separator);
            post = OnPacket(end < 0 ? rest : rest[..end]) ?? post;
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return post is null ? Get() : Post(post);
    }

    /// <returns>The packet to post, or null.</returns>
    private string? OnPacket(ReadOnlySpan<byte> packet)
    {
        switch (packet)
        {
            case [(byte)'0', ..]:
                ReadOnlySpan<byte> name = "\"sid\":\""u8;
                ReadOnlySpan<byte> sid = packet[(packet.IndexOf(name) + name.Length)..];
                _sid = Encoding.ASCII.GetString(sid[..sid.IndexOf((byte)'"')]);
                return "40" + (ns is "" or "/" ? "" : ns + ",");
            case [(byte)'2']:
                Pings++;
                return "3";
            case [(byte)'4', (byte)'0', ..]:
                IsReady = true;
                return null;
            case [(byte)'6']:
                return null;
            default:
                throw new IOException($"polling: the server sent '{Encoding.UTF8.GetString(packet)}'");
        }
    }

    private byte[] Get() => Encoding.ASCII.GetBytes($"GET {SessionTarget} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");

    private byte[] Post(string packets)
    {
        _isPosting = true;
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {SessionTarget} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(packets)}\r\n\r\n{packets}"));
    }
}
