namespace Gateways.Benchmarks.Micro;

/// <summary>Handlers with nothing in them, so that what is measured is the way to them and back.</summary>
[WebSocketGateway("/micro")]
public sealed partial class MicroGateway
{
    [SubscribeMessage("point")]
    public Point Point([MessageBody] Point point) => point;

    [SubscribeMessage("chat")]
    public ChatMessage Chat([MessageBody] ChatMessage message) => message;

    [SubscribeMessage("staged")]
    [UseGuards<PassGuard>]
    [UseInterceptors<PassInterceptor>]
    [UsePipes<PassPipe>]
    public ChatMessage Staged([MessageBody] ChatMessage message) => message;

    [SubscribeMessage("validated")]
    [UseGuards<PassGuard>]
    [UseInterceptors<PassInterceptor>]
    [UsePipes<ValidationPipe>]
    public ChatMessage Validated([MessageBody] ChatMessage message) => message;

    [SubscribeMessage("nothing")]
    public void Nothing()
    {
    }
}
