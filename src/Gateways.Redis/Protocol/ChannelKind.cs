namespace Gateways.Redis.Protocol;

/// <summary>What comes by a channel.</summary>
internal enum ChannelKind
{
    /// <summary>Nothing of this namespace, or not for this server.</summary>
    Other,
    Broadcast,
    Request,
    Response,
}
