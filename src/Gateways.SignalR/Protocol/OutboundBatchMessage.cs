using Gateways.Connections;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Gateways.SignalR.Protocol;

/// <summary>Everything that waits for a connection, in its wire form already; goes through SignalR as one message. One per connection, used again for each batch.</summary>
internal sealed class OutboundBatchMessage : HubMessage
{
    public OutboundBatch Batch { get; set; }
}
