using Gateways.Specification.Clients;

namespace Gateways.WebSockets.Tests.Rfc6455;

/// <summary>What a client sends, and the close it must see.</summary>
/// <param name="Name">The case.</param>
/// <param name="Code">The close code; null for a close without one.</param>
/// <param name="Frames">What is sent.</param>
public sealed record RfcCase(string Name, int? Code, params byte[][] Frames)
{
    private const int Text = RawFrame.TextFrame;

    public static IReadOnlyList<RfcCase> All { get; } =
    [
        new("unmasked text", 1002, Frame(Text, "hello", masked: false)),
        new("unmasked ping", 1002, Frame(RawFrame.Ping, "", masked: false)),
        new("unmasked close", 1002, Frame(RawFrame.Close, "", masked: false)),
        new("rsv1", 1002, Frame(Text, "x", rsv: 4)),
        new("rsv2", 1002, Frame(Text, "x", rsv: 2)),
        new("rsv3", 1002, Frame(Text, "x", rsv: 1)),
        new("rsv on ping", 1002, Frame(RawFrame.Ping, "", rsv: 4)),
        new("rsv on continuation", 1002, Frame(Text, "a", isFinal: false), Frame(0, "b", rsv: 4)),
        new("opcode 3", 1002, Frame(3, "")),
        new("opcode 4", 1002, Frame(4, "")),
        new("opcode 5", 1002, Frame(5, "")),
        new("opcode 6", 1002, Frame(6, "")),
        new("opcode 7", 1002, Frame(7, "")),
        new("opcode B", 1002, Frame(11, "")),
        new("opcode C", 1002, Frame(12, "")),
        new("opcode D", 1002, Frame(13, "")),
        new("opcode E", 1002, Frame(14, "")),
        new("opcode F", 1002, Frame(15, "")),
        new("ping of 126 bytes", 1002, Frame(RawFrame.Ping, new string('x', 126))),
        new("pong of 126 bytes", 1002, Frame(RawFrame.Pong, new string('x', 126))),
        new("close of 126 bytes", 1002, Frame(RawFrame.Close, new string('x', 126))),
        new("fragmented ping", 1002, Frame(RawFrame.Ping, "", isFinal: false)),
        new("fragmented pong", 1002, Frame(RawFrame.Pong, "", isFinal: false)),
        new("fragmented close", 1002, Frame(RawFrame.Close, "", isFinal: false)),
        new("close of 1 byte", 1002, Frame(RawFrame.Close, "x")),
        .. new[] { 0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65535 }.Select(static code => new RfcCase($"close {code}", 1002, RawWebSocket.CloseFrame(code))),
        .. new[] { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999 }
            .Select(static code => new RfcCase($"close {code}", code, RawWebSocket.CloseFrame(code, "bye ö"))),
        new("close with the longest reason", 1000, RawWebSocket.CloseFrame(1000, new string('x', 123))),
        new("close with a bad reason", 1007, RawWebSocket.Frame(RawFrame.Close, [0x03, 0xE8, 0xFF])),
        new("close with half a character", 1007, RawWebSocket.Frame(RawFrame.Close, [0x03, 0xE8, 0xC3])),
        new("close without a code", null, Frame(RawFrame.Close, "")),
        new("text that is not UTF-8", 1007, RawWebSocket.Frame(Text, [0x22, 0xC0, 0xAF, 0x22])),
        new("text with a surrogate", 1007, RawWebSocket.Frame(Text, [0xED, 0xA0, 0x80])),
        new("text above U+10FFFF", 1007, RawWebSocket.Frame(Text, [0xF4, 0x90, 0x80, 0x80])),
        new("text with half a character", 1007, RawWebSocket.Frame(Text, [0x22, 0xE2, 0x82])),
        new("split text that is not UTF-8", 1007, RawWebSocket.Frame(Text, [0x22, 0xC3], isFinal: false), RawWebSocket.Frame(0, [0x28])),
        new("continuation of nothing", 1002, Frame(0, "x")),
        new("unfinished continuation of nothing", 1002, Frame(0, "x", isFinal: false)),
        new("continuation after a whole message", 1002, RawWebSocket.Text("{}"), Frame(0, "x")),
        new("text inside a fragmented message", 1002, Frame(Text, "a", isFinal: false), Frame(Text, "b")),
        new("binary inside a fragmented message", 1002, Frame(Text, "a", isFinal: false), Frame(RawFrame.Binary, "b", isFinal: false)),
        new("16-bit length for 5 bytes", 1002, Frame(Text, "hello", lengthBytes: 2)),
        new("16-bit length for 125 bytes", 1002, Frame(Text, new string('x', 125), lengthBytes: 2)),
        new("64-bit length for 5 bytes", 1002, Frame(Text, "hello", lengthBytes: 8)),
        new("64-bit length for 65535 bytes", 1002, Frame(Text, new string('x', 65535), lengthBytes: 8)),
        new("64-bit length with the top bit", 1002, [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]),
        new("length of 2^40, nothing behind it", 1009, [0x82, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0]),
        new("length of 2^62, nothing behind it", 1009, [0x81, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0]),
        new("one byte above the limit", 1009, [0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0]),
        new("fragments above the limit", 1009, Frame(Text, new string('x', 40_000), isFinal: false), Frame(0, new string('x', 40_000))),
        new("too many fragments", 1008, [Frame(Text, "", isFinal: false), .. Enumerable.Repeat(Frame(0, "", isFinal: false), 64)]),
        new("plain HTTP in place of frames", 1002, "GET / HTTP/1.1\r\n\r\n"u8.ToArray()),
        new("a good message before a bad one", 1002, RawWebSocket.Text("{}"), Frame(3, "")),
        new("close inside a fragmented message", 1000, Frame(Text, "a", isFinal: false), RawWebSocket.CloseFrame(1000)),
    ];

    public override string ToString() => Name;

    private static byte[] Frame(int opcode, string text, bool isFinal = true, int rsv = 0, bool masked = true, int lengthBytes = -1) =>
        RawWebSocket.Frame(opcode, System.Text.Encoding.UTF8.GetBytes(text), isFinal, rsv, masked, lengthBytes);
}
