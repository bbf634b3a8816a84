using Gateways.ServerSentEvents.Tests.Clients;

namespace Gateways.ServerSentEvents.Tests.Transports;

/// <summary>What no client should ask.</summary>
internal static class Garbage
{
    public static IEnumerable<byte[]> Requests(string path) =>
    [
        .. new[] { "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW" }.Select(method => RawHttp.Request(path, method)),
        .. new[] { "", ",", ";;", "text/event-stream;q=x", "text/event-stream;q=0", "*/*;q=-1", "/", "text/", "text/event-stream, " + new string('a', 20_000), new string(',', 5000) }.Select(accept => RawHttp.Request(path, accept: accept)),
        .. new[] { "", "room", "room=", "room=&room=", "room=%00", "room=%0d%0aevent:x", "room=%ff%fe", "room=" + new string('r', 5000), string.Join('&', Enumerable.Repeat("room=a", 900)), "room=a", "lastEventId=%0a", "=&=&&&?", "%" }
            .Select(query => RawHttp.Request($"{path}?{query}")),
        .. new[] { "x", "-1", "00000000-99999999999999999999", "\t", "\u00ff\u00fe", new string('9', 20_000), "a\r\nLast-Event-ID: b" }.Select(id => RawHttp.Request(path, more: $"Last-Event-ID: {id}\r\n")),
        RawHttp.Request(path + "?" + new string('q', 40_000)),
        RawHttp.Request(path, more: "Content-Length: 5\r\n"),
        RawHttp.Request(path, more: "Transfer-Encoding: chunked\r\n"),
        RawHttp.Request(path, more: "Upgrade: websocket\r\nConnection: Upgrade\r\n"),
    ];
}
