using System.Globalization;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// Looks a connection up in <c>/proc/net/tcp</c>, from the server's side. A client that has stopped reading cannot learn from its own
/// socket that the server gave up on it: the close waits behind data the client does not take.
/// </summary>
internal static class TcpTable
{
    private const string Established = "01";

    /// <summary>Whether the server's end of the connection is still open.</summary>
    public static bool IsOpen(int serverPort, int clientPort) =>
        IsOpen(File.ReadLines("/proc/net/tcp"), serverPort, clientPort)
        || (File.Exists("/proc/net/tcp6") && IsOpen(File.ReadLines("/proc/net/tcp6"), serverPort, clientPort));

    /// <summary>The same over the lines of a table: <c>sl local_address rem_address st ...</c>, addresses and ports in hexadecimal.</summary>
    public static bool IsOpen(IEnumerable<string> lines, int serverPort, int clientPort)
    {
        string local = ":" + serverPort.ToString("X4", CultureInfo.InvariantCulture);
        string remote = ":" + clientPort.ToString("X4", CultureInfo.InvariantCulture);
        foreach (string line in lines)
        {
            if (!line.Contains(remote, StringComparison.Ordinal))
            {
                continue;
            }

            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 3 && fields[1].EndsWith(local, StringComparison.Ordinal) && fields[2].EndsWith(remote, StringComparison.Ordinal))
            {
                return fields[3] == Established;
            }
        }

        return false;
    }
}
