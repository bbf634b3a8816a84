namespace Gateways.Redis.Protocol;

/// <summary>The kinds of requests and responses between servers, with the numbers of the Node adapter.</summary>
internal enum ClusterMessageType
{
    Sockets = 0,
    AllRooms = 1,
    Join = 2,
    Leave = 3,
    Disconnect = 4,
    Fetch = 5,
    ServerSideEmit = 6,
    BroadcastWithAck = 7,
    ClientCount = 8,
    Ack = 9,
}
