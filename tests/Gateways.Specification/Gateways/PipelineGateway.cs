using System.Text.Json;
using System.Text.Json.Nodes;
using Gateways.Specification.Gateways.Stages;

namespace Gateways.Specification.Gateways;

/// <summary>A handler with everything around it.</summary>
[WebSocketGateway("/pipeline")]
[UseGuards<NoteGuard<Place.Class>>]
[UseInterceptors<NoteInterceptor<Place.Class>>]
[UsePipes<NotePipe<Place.Class>>]
[UseFilters<NoteFilter<Place.Class>>]
[UseFilters<NoteFilter<Place.LastOfClass>>]
[Mark("class")]
public sealed partial class PipelineGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("run")]
    [UseGuards<NoteGuard<Place.First>>]
    [UseGuards<NoteGuard<Place.Second>>]
    [UseInterceptors<NoteInterceptor<Place.First>>]
    [UseInterceptors<NoteInterceptor<Place.Second>>]
    [UsePipes<NotePipe<Place.First>>]
    [UsePipes<NotePipe<Place.Second>>]
    [UseFilters<NoteFilter<Place.First>>]
    [UseFilters<NoteFilter<Place.Second>>]
    [Mark("method")]
    public async Task<JsonNode?> Run(
        [MessageBody("a"), UsePipes<NotePipe<Place.Parameter>>] JsonNode? a,
        [MessageBody("b"), UsePipes<NotePipe<Place.Parameter>>] JsonNode? b,
        IGatewayClient client,
        CancellationToken cancellationToken)
    {
        probe.Note("handler");
        return await probe.Handler(new Call(client, a, cancellationToken));
    }

    [SubscribeMessage("plain")]
    public JsonElement Plain([MessageBody] JsonElement body)
    {
        probe.Note("handler");
        return body;
    }

    [SubscribeMessage("busy", MaxConcurrency = 16)]
    public async Task<JsonElement> Busy([MessageBody] JsonElement body)
    {
        await Task.Yield();
        return body;
    }

    [SubscribeMessage("gated")]
    public string Gated([MessageBody] GatedBody body) => body.Text;
}
