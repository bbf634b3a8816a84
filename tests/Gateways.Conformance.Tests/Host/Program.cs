using Gateways;
using Gateways.Conformance.Host;

var builder = WebApplication.CreateBuilder(args);
var pingInterval = TimeSpan.FromMilliseconds(builder.Configuration.GetValue("pingInterval", 25_000));
var pingTimeout = TimeSpan.FromMilliseconds(builder.Configuration.GetValue("pingTimeout", 20_000));
builder.Services.AddGateways()
    .AddGateway<ConformanceGateway>()
    .AddGateway<RootGateway>()
    .AddGateway<CustomGateway>()
    .AddGateway<DifferentialGateway>()
    .AddGateway<RefusingGateway>()
    .AddGateway<SlowGateway>()
    .AddGateway<RoomGateway>()
    .AddSignalR()
    .AddSocketIO(options =>
    {
        options.PingInterval = pingInterval;
        options.PingTimeout = pingTimeout;
        options.Parser = builder.Configuration.GetValue("parser", SocketIOParser.Json);
        options.ConnectionStateRecovery = builder.Configuration.GetValue("recovery", false) ? new SocketIORecoveryOptions() : null;
    })
    .AddServerSentEvents(options =>
    {
        options.ReconnectDelay = TimeSpan.FromMilliseconds(50);
        options.Recovery = new ServerSentEventsRecoveryOptions();
        options.AllowRooms<ConformanceGateway>(static (_, room) => room != "secret");
    })
    .AddWebSockets();

var app = builder.Build();
app.MapGateways();
app.MapEngineIO("/engine.io/", new EngineIOEcho(), options =>
{
    options.PingInterval = pingInterval;
    options.PingTimeout = pingTimeout;
});
await app.RunAsync();
