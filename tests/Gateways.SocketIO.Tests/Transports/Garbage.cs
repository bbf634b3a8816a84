namespace Gateways.SocketIO.Tests.Transports;

/// <summary>What no client should send.</summary>
internal static class Garbage
{
    public static IReadOnlyList<string> Packets { get; } =
    [
        "", "7", "9x", "2", "4", "47", "4abc", "42", "42{}", "42[]", "42[null]", "42[{\"toString\":\"x\"}]", "42[\"connect\"]", "42[\"echo\",NaN]", "42[\"echo\"]x", "40", "41{}", "43[]", "44{}",
        "45[\"x\"]", "450-[\"x\"]", "4511-[\"x\"]", "45999999999-[\"x\"]", "451-[\"echo\",{\"_placeholder\":true,\"num\":\"splice\"}]", "451-[\"echo\",{\"_placeholder\":true,\"num\":7}]",
        "42/spec,[\"echo\",\"\\ud800\"]", "42/spec,1[\"echo\",\"\\ud800\"]", "42/spec,[\"\\ud800\"]", "42/spec,99999999999999999999[\"echo\",1]", "4" + new string('[', 100_000),
        "42/spec,[\"echo\"," + new string('[', 100_000), "40/" + new string('n', 5000), "42/spec,[\"" + new string('x', 5000) + "\"]", "42/spec,[\"note\",{\"a\":1}]", "42/spec,[\"three\",1,2,3,4]",
    ];

    public static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(1, 5000)];
        random.NextBytes(bytes);
        return bytes;
    }

    public static string NoiseText(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 500)).Select(_ => (char)random.Next(1, 0x7F)));
}
