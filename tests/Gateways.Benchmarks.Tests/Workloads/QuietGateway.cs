namespace Gateways.Benchmarks.Tests.Workloads;

/// <summary>Lets everybody in and says nothing.</summary>
[WebSocketGateway("/")]
public sealed partial class QuietGateway
{
    /// <summary>The same again.</summary>
    [SubscribeMessage("echo")]
    public string Echo([MessageBody] string text) => text;
}
