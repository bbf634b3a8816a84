using Gateways.Infrastructure;

namespace Gateways.Redis.Protocol;

/// <summary>A Socket.IO event packet as the wire has it.</summary>
/// <param name="Namespace">The namespace inside the packet.</param>
/// <param name="EventName">The event.</param>
/// <param name="Arguments">The payloads as JSON, separated by commas.</param>
/// <param name="ArgumentCount">How many payloads there are.</param>
internal readonly record struct WirePacket(string Namespace, string EventName, byte[] Arguments, int ArgumentCount)
{
    /// <summary>Where bytes stand in the payloads, in order.</summary>
    public BinaryPlace[] Binaries { get; init; } = [];
}
