namespace Chat;

/// <summary>What viewers of a document are told.</summary>
public interface IPresenceEvents
{
    ValueTask PresenceUpdated(PresenceUpdated presence);
}
