// Hand-written {event,data} dispatch on Kestrel, two ways:
//   /ws    System.Net.WebSockets (ManagedWebSocket): one send per frame.
//   /pipe  own framing over the upgraded stream: all frames of one read are answered with one write, and a
//          broadcast is encoded once and coalesced per subscriber. This is the practical .NET limit.
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using RawWs;

var b = WebApplication.CreateSlimBuilder(args);
b.Logging.ClearProviders();
b.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "5002", CultureInfo.InvariantCulture)));
if (Environment.GetEnvironmentVariable("INLINE") == "1") b.WebHost.UseSockets(s => s.UnsafePreferInlineScheduling = true);
var app = b.Build();
app.UseWebSockets();
app.Map("/ws", async (HttpContext ctx) =>
{
    using var socket = await ctx.WebSockets.AcceptWebSocketAsync();
    await new ManagedPeer(socket).RunAsync();
});
app.Map("/pipe", async (HttpContext ctx) =>
{
    var upgrade = ctx.Features.Get<IHttpUpgradeFeature>()!;
    string key = ctx.Request.Headers.SecWebSocketKey!;
    ctx.Response.Headers.Upgrade = "websocket";
    ctx.Response.Headers.Connection = "Upgrade";
    ctx.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
    await using Stream stream = await upgrade.UpgradeAsync();
    await new PipePeer(stream).RunAsync();
});
// Bytes allocated, collections of each generation, milliseconds paused.
app.MapGet("/stats", () => string.Create(
    CultureInfo.InvariantCulture,
    $"{GC.GetTotalAllocatedBytes()} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} {GC.GetTotalPauseDuration().TotalMilliseconds:0}"));
app.Run();
