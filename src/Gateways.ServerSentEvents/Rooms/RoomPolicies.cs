using Gateways.Hosting;

namespace Gateways.ServerSentEvents.Rooms;

/// <summary>Who may join which rooms of one namespace by naming them: what its gateways allow, and nothing else.</summary>
internal sealed class RoomPolicies(GatewayHost host)
{
    private readonly List<Func<ConnectContext, string, CancellationToken, ValueTask<GuardResult>>> _policies = [];

    /// <summary>Whether clients may name rooms at all; where not, the query is the application's alone.</summary>
    public bool AreOpen => _policies.Count > 0;

    /// <summary>Whether it has been looked at that these rooms may be open as they are: a server may listen before. Until then nobody joins.</summary>
    public bool AreChecked { get; set; }

    /// <summary>Whose rooms they are.</summary>
    public GatewayHost Host { get; } = host;

    /// <summary>The gateway that has opened every room to everyone; null when none has.</summary>
    public Type? OpenedBy { get; private set; }

    public void Add<TGateway>(ServerSentEventsTransportOptions options)
    {
        if (options.Rooms.TryGetValue(typeof(TGateway), out var policy))
        {
            _policies.Add(policy);
            OpenedBy ??= policy == ServerSentEventsTransportOptions.Everyone ? typeof(TGateway) : null;
        }
    }

    /// <summary>A room is open when one of the gateways says so; one that is not keeps the client out.</summary>
    public async ValueTask<GuardResult> AskAsync(IReadOnlyList<string> rooms, ConnectContext context, CancellationToken cancellationToken)
    {
        foreach (var room in rooms)
        {
            var verdict = GuardResult.Deny();
            foreach (var policy in _policies)
            {
                verdict = await policy(context, room, cancellationToken).ConfigureAwait(false);
                if (verdict.IsAllowed)
                {
                    break;
                }
            }

            if (!verdict.IsAllowed)
            {
                return verdict;
            }
        }

        return GuardResult.Allow;
    }
}
