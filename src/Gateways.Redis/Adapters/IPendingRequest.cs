using Gateways.Redis.Protocol;

namespace Gateways.Redis.Adapters;

/// <summary>A request of this server that waits for the others.</summary>
internal interface IPendingRequest
{
    void OnResponse(ClusterResponse response);
}
