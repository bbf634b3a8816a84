using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gateways.Connections;

/// <summary>Ids nobody can guess: 128 random bits, URL-safe.</summary>
public static class ConnectionId
{
    /// <summary>A new id of 22 characters.</summary>
    public static string Create()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
