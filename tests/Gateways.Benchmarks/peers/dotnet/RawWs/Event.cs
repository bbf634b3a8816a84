namespace RawWs;

/// <summary>The events this server knows.</summary>
internal enum Event
{
    Unknown,
    Echo,
    Join,
    Broadcast,
}
