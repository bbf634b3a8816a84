using Gateways.Presence;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Tests.Presence;

public sealed class PresenceStartTests
{
    [Fact]
    public async Task Store_NotThereAtFirst_IsStartedWhenItIs()
    {
        var store = new ScriptedPresenceStore(TimeProvider.System) { Before = static _ => Task.FromException(new AdapterUnavailableException("Not yet.", mayHaveBeenPublished: false)) };
        await using var host = await SpecificationHost.StartAsync(builder =>
        {
            builder.Services.AddSingleton<IPresenceStore>(store);
            builder.AddWebSockets().AddPresence(static options => (options.BeatInterval, options.ServerTimeout) = (TimeSpan.FromHours(1), TimeSpan.FromHours(2)));
        });
        await using var client = await PlainWebSocketClient.ConnectAsync(host.Address, new ClientRequest("/spec", "", null));
        var ann = await host.Probe.NextConnectedAsync();
        var presence = host.Services.GetRequiredService<IPresence<SpecificationGateway>>();
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await presence.TrackAsync(ann, "d1"));

        store.Before = static _ => Task.CompletedTask;
        await presence.TrackAsync(ann, "d1");

        Assert.Equal(1, await presence.CountAsync("d1"));
        Assert.Equal(["Join " + ann.Id], store.Told);
    }
}
