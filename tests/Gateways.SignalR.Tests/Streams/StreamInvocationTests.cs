using Gateways.SignalR.Tests.Transports;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SignalR.Tests.Streams;

/// <summary>Handlers' streams as SignalR's own stream items.</summary>
public sealed class StreamInvocationTests : IAsyncLifetime
{
    private SpecificationHost _host = null!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSignalR(), static options => options.MaxStreamsPerClient = 3);

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Stream_ToTheRealClient_ItemsComeInOrder(HttpTransportType transport)
    {
        await using var client = await ConnectAsync(transport);
        var heard = new List<int>();

        await foreach (var item in client.Connection.StreamAsync<int>("numbers", 100))
        {
            heard.Add(item);
        }

        Assert.Equal(Enumerable.Range(0, 100), heard);
        Assert.False(client.HasEvents);
    }

    [Fact]
    public async Task Stream_RealClientCancels_StreamEnds()
    {
        await using var client = await ConnectAsync(HttpTransportType.WebSockets);
        using var cancelled = new CancellationTokenSource();
        var heard = new List<int>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in client.Connection.StreamAsync<int>("endless", cancelled.Token))
            {
                heard.Add(item);
                await cancelled.CancelAsync();
            }
        });

        Assert.Equal([0], heard);
        while (await _host.Probe.NextNoteAsync() != "stream ends")
        {
        }

        Assert.DoesNotContain(_host.Log.Lines, static line => line.EventId == 4001);
    }

    [Fact]
    public async Task Stream_FailsMidway_RealClientGetsTheItemsAndTheError()
    {
        await using var client = await ConnectAsync(HttpTransportType.WebSockets);
        var heard = new List<int>();

        var error = await Assert.ThrowsAsync<HubException>(async () =>
        {
            await foreach (var item in client.Connection.StreamAsync<int>("failing", "ws"))
            {
                heard.Add(item);
            }
        });

        Assert.Equal([1, 2], heard);
        Assert.Contains("enough", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ByHand_IsItemsAndACompletion()
    {
        await using var raw = await RawHub.ConnectAsync(_host.Port, "/streams");

        await raw.SendAsync("""{"type":4,"invocationId":"7","target":"numbers","arguments":[2]}""");

        Assert.Equal("""{"type":2,"invocationId":"7","item":0}""", await raw.ReadAsync());
        Assert.Equal("""{"type":2,"invocationId":"7","item":1}""", await raw.ReadAsync());
        Assert.Equal("""{"type":3,"invocationId":"7"}""", await raw.ReadAsync());
    }

    [Fact]
    public async Task Stream_OfEventsByHand_IsEventsAndACompletion()
    {
        await using var raw = await RawHub.ConnectAsync(_host.Port, "/streams");

        await raw.SendAsync("""{"type":4,"invocationId":"7","target":"events","arguments":[2]}""");

        Assert.Equal("""{"type":1,"target":"heard","arguments":[0]}""", await raw.ReadAsync());
        Assert.Equal("""{"type":1,"target":"reply","arguments":[1]}""", await raw.ReadAsync());
        Assert.Equal("""{"type":3,"invocationId":"7"}""", await raw.ReadAsync());
    }

    [Fact]
    public async Task Stream_CancelledByHand_IsCompletedAndTheIdIsFree()
    {
        await using var raw = await RawHub.ConnectAsync(_host.Port, "/streams");
        for (var i = 0; i < 10; i++)
        {
            await raw.SendAsync("""{"type":4,"invocationId":"7","target":"endless","arguments":[]}""");
            Assert.Equal("""{"type":2,"invocationId":"7","item":0}""", await raw.ReadAsync());

            await raw.SendAsync("""{"type":5,"invocationId":"7"}""");
            Assert.Equal("""{"type":3,"invocationId":"7"}""", await raw.ReadAsync());
        }
    }

    [Fact]
    public async Task Stream_OneTooMany_IsCompletedWithAnError()
    {
        await using var raw = await RawHub.ConnectAsync(_host.Port, "/streams");
        for (var i = 1; i <= 3; i++)
        {
            await raw.SendAsync($$"""{"type":4,"invocationId":"{{i}}","target":"endless","arguments":[]}""");
            Assert.Equal($$"""{"type":2,"invocationId":"{{i}}","item":0}""", await raw.ReadAsync());
        }

        await raw.SendAsync("""{"type":4,"invocationId":"4","target":"numbers","arguments":[1]}""");

        Assert.StartsWith("""{"type":1,"target":"exception",""", await raw.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"type":3,"invocationId":"4","error":"Too many streams"}""", await raw.ReadAsync());
    }

    [Theory]
    [InlineData("echo", "5")]
    [InlineData("none", "")]
    public async Task Stream_OfAHandlerWithoutOne_IsAnError(string target, string argument)
    {
        await using var raw = await RawHub.ConnectAsync(_host.Port, "/streams");

        await raw.SendAsync($$"""{"type":4,"invocationId":"7","target":"{{target}}","arguments":[{{argument}}]}""");

        Assert.Equal($$"""{"type":3,"invocationId":"7","error":"'{{target}}' returns no stream"}""", await raw.ReadAsync());
    }

    private async Task<HubClient> ConnectAsync(HttpTransportType transport) =>
        await HubClient.ConnectAsync(_host.Address, new ClientRequest("/streams"), transport);
}
