using System.Text.Json;
using Gateways;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGateways()
    .AddGateway<EchoGateway>()
    .AddSignalR()
    .AddWebSockets();

var app = builder.Build();
app.MapGateways();
await app.RunAsync();

/// <summary>
/// SignalR:   <c>await connection.invoke("echo", { hello: "world" })</c><br/>
/// WebSocket: <c>{"event":"echo","id":1,"data":{"hello":"world"}}</c>
/// </summary>
[WebSocketGateway("/echo")]
public sealed partial class EchoGateway(IGatewayServer<EchoGateway> server)
{
    [SubscribeMessage("echo")]
    public JsonElement Echo([MessageBody] JsonElement body) => body;

    [SubscribeMessage("shout")]
    public ValueTask Shout([MessageBody] string text) => server.EmitAsync("heard", text.ToUpperInvariant());
}
