using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>An HS256 token that every server here accepts. The secret is public on purpose: it protects nothing.</summary>
internal static class LoadToken
{
    private const string Secret = "loadgen-secret-loadgen-secret-0123456789";

    public static string Create()
    {
        string body = Encode("""{"alg":"HS256","typ":"JWT"}"""u8) + "." + Encode("""{"sub":"user-1","name":"Load","exp":4102444800}"""u8);
        return body + "." + Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes(body)));
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
