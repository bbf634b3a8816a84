using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;

namespace Gateways.ServerSentEvents.Tests.Rooms;

/// <summary>Visits the server as soon as it listens, before whoever is registered later has looked at it.</summary>
internal sealed class EarlyVisit(IServer server, Func<Uri, Task> visit) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => visit(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()));

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
