// Our side of the comparison: the same events as the peers, as gateways. PORT, INLINE=1, AUTH=1 and REDIS come from servers.json.
using System.Globalization;
using System.Net;
using FluentValidation;
using Gateways;
using Gateways.Benchmarks.Server;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
int port = int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "5120", CultureInfo.InvariantCulture);
builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
if (Environment.GetEnvironmentVariable("INLINE") == "1")
{
    builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
}

bool hasAuthentication = Environment.GetEnvironmentVariable("AUTH") == "1";
if (hasAuthentication)
{
    builder.Services.AddLoadTokenAuthentication();
}

builder.Services.AddSingleton<IValidator<ChatMessage>, ChatMessageValidator>();
IGatewaysBuilder gateways = builder.Services.AddGateways(options => options.Json.TypeInfoResolverChain.Insert(0, BenchJson.Default))
    .AddGateway<WsBenchGateway>()
    .AddGateway<HubBenchGateway>()
    .AddGateway<SocketIOBenchGateway>()
    .AddFluentValidation()
    .AddWebSockets()
    .AddSignalR()
    .AddSocketIO();
if (hasAuthentication)
{
    gateways.AddJwtGuard().AddGateway<SocketIOValidatedGateway>();
}

if (Environment.GetEnvironmentVariable("REDIS") is { Length: > 0 } redis)
{
    gateways.AddRedis(redis, static options => options.ChannelPrefix = "bench");
}

WebApplication app = builder.Build();
if (hasAuthentication)
{
    app.UseAuthentication();
    app.UseAuthorization();
}

app.MapGateways();

// Bytes allocated, collections of each generation, milliseconds paused.
app.MapGet("/stats", () => string.Create(
    CultureInfo.InvariantCulture,
    $"{GC.GetTotalAllocatedBytes()} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} {GC.GetTotalPauseDuration().TotalMilliseconds:0}"));
app.Run();
