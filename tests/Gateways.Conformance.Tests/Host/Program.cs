using Gateways.Conformance.Host;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGateways()
    .AddGateway<ConformanceGateway>()
    .AddSignalR()
    .AddWebSockets();

var app = builder.Build();
app.MapGateways();
await app.RunAsync();
