using Microsoft.AspNetCore.SignalR;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>A hub of the application that is no gateway.</summary>
public sealed class PlainHub : Hub
{
    public async Task<int> Add(int first, int second)
    {
        await Clients.All.SendAsync("heard", first + second);
        return first + second;
    }
}
