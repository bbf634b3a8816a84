using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// Ids of 20 characters, as Node makes them: 12 random bytes and the low 24 bits of a counter, in URL-safe base64. The length matters: Node's sharded Redis
/// adapter takes every room with a name of 20 characters for a client's id.
/// </summary>
internal static class EngineIOId
{
    private const int RandomBytes = 12;
    private static int s_counter;

    public static string Create()
    {
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id[..RandomBytes]);
        BinaryPrimitives.WriteInt32BigEndian(id[RandomBytes..], Interlocked.Increment(ref s_counter) << 8);
        return Base64Url.EncodeToString(id[..15]);
    }
}
