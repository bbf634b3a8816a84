using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>What a .NET server says of its own garbage: the numbers of <c>GET /stats</c>, separated by spaces.</summary>
/// <param name="AllocatedBytes">Everything allocated since the process started.</param>
/// <param name="Gen0">Collections of generation 0 and above.</param>
/// <param name="Gen1">Collections of generation 1 and above.</param>
/// <param name="Gen2">Full collections.</param>
/// <param name="PauseMilliseconds">How long collections have stopped the process, all in all.</param>
internal readonly record struct ServerStats(long AllocatedBytes, long Gen0, long Gen1, long Gen2, long PauseMilliseconds)
{
    private const int TimeoutMilliseconds = 2000;

    /// <summary>Asks the server. Blocks; HTTP/1.0, so that the body ends where the connection does.</summary>
    /// <exception cref="IOException">There is no answer within two seconds, or not the expected one.</exception>
    public static ServerStats Read(int port, string path)
    {
        using var client = new TcpClient { SendTimeout = TimeoutMilliseconds, ReceiveTimeout = TimeoutMilliseconds };
        client.Connect("127.0.0.1", port);
        using NetworkStream stream = client.GetStream();
        stream.Write(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        string response = reader.ReadToEnd();
        int body = response.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return response.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) && body > 0
            ? Parse(response[(body + 4)..])
            : throw new IOException($"{path} answered: {response.Split('\r')[0]}");
    }

    public static ServerStats Parse(string body)
    {
        string[] numbers = body.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        long Number(int i) => i < numbers.Length && long.TryParse(numbers[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out long n)
            ? n
            : throw new IOException($"stats are five numbers, not '{body}'");
        return new ServerStats(Number(0), Number(1), Number(2), Number(3), Number(4));
    }

    public static ServerStats operator -(ServerStats after, ServerStats before) => new(
        after.AllocatedBytes - before.AllocatedBytes,
        after.Gen0 - before.Gen0,
        after.Gen1 - before.Gen1,
        after.Gen2 - before.Gen2,
        after.PauseMilliseconds - before.PauseMilliseconds);
}
