using Gateways.SignalR.Tests.Transports;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SignalR.Tests.Streams;

/// <summary>Streams from the client to the server.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private readonly UploadGate _gate = new();
    private SpecificationHost _host = null!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSignalR(), configureServices: builder =>
    {
        builder.AddGateway<UploadsGateway>();
        builder.Services.AddSingleton(_gate);
    });

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1000)]
    public async Task Upload_FromTheRealClient_HandlerSeesEveryItem(int count)
    {
        await using var client = await ConnectAsync();

        Assert.Equal(count * (count - 1) / 2, await client.Connection.InvokeAsync<int>("sum", CountAsync(count)).Soon());
    }

    [Fact]
    public async Task Upload_TwoStreamsAndABody_EachFindsItsParameter()
    {
        await using var raw = await OpenAsync();

        await raw.SendAsync("""{"type":1,"invocationId":"9","target":"both","arguments":["a"],"streamIds":["1","2"]}""");
        await raw.SendAsync("""{"type":2,"invocationId":"1","item":7}""");
        await raw.SendAsync("""{"type":2,"invocationId":"2","item":"b"}""");
        await raw.SendAsync("""{"type":2,"invocationId":"1","item":8}""");
        await raw.SendAsync("""{"type":3,"invocationId":"2"}""");
        await raw.SendAsync("""{"type":3,"invocationId":"1"}""");

        Assert.Equal("""{"type":3,"invocationId":"9","result":"ab78"}""", await raw.ReadAsync());
    }

    [Fact]
    public async Task Upload_AnsweredWithAStream_ItemsGoBothWays()
    {
        await using var client = await ConnectAsync();
        var heard = new List<int>();

        await foreach (var item in client.Connection.StreamAsync<int>("double", CountAsync(50)))
        {
            heard.Add(item);
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(static i => i * 2), heard);
    }

    [Fact]
    public async Task Upload_ClientFails_HandlerSeesTheError()
    {
        await using var raw = await OpenAsync();

        await raw.SendAsync(Invocation("sum", "1"));
        await raw.SendAsync("""{"type":2,"invocationId":"1","item":1}""");
        await raw.SendAsync("""{"type":3,"invocationId":"1","error":"broken\npipe"}""");

        Assert.Equal("""{"type":3,"invocationId":"9","error":"The client's stream ended with an error: broken\npipe"}""", await CompletionAsync(raw));
        await AssertLivesAsync(raw);
    }

    [Fact]
    public async Task Upload_ClientLeaves_HandlerIsCancelled()
    {
        await using var raw = await OpenAsync();
        await raw.SendAsync("""{"type":4,"invocationId":"9","target":"double","arguments":[],"streamIds":["1"]}""");
        await raw.SendAsync("""{"type":2,"invocationId":"1","item":1}""");
        Assert.Equal("""{"type":2,"invocationId":"9","item":2}""", await raw.ReadAsync());

        await raw.DisposeAsync();

        while (await _host.Probe.NextNoteAsync() != "double ends")
        {
        }
    }

    [Fact]
    public async Task Upload_ItemsBeforeTheHandlerRuns_WaitForIt()
    {
        await using var raw = await OpenAsync();
        await raw.SendAsync("""{"type":1,"invocationId":"8","target":"wait","arguments":[]}""");
        await raw.SendAsync(Invocation("sum", "1"));
        for (var i = 0; i < 30; i++)
        {
            await raw.SendAsync($$"""{"type":2,"invocationId":"1","item":{{i}}}""");
        }

        await raw.SendAsync("""{"type":3,"invocationId":"1"}""");
        while (await _host.Probe.NextNoteAsync() != "waits")
        {
        }

        _gate.Open();

        Assert.Equal("""{"type":3,"invocationId":"8"}""", await raw.ReadAsync());
        Assert.Equal("""{"type":3,"invocationId":"9","result":435}""", await raw.ReadAsync());
    }

    [Fact]
    public async Task Upload_HandlerIsSlow_TransportStopsReading()
    {
        await using var raw = await OpenAsync();
        await using var other = await OpenAsync();
        await raw.SendAsync(Invocation("slow", "1"));
        var item = $$"""{"type":2,"invocationId":"1","item":"{{new string('x', 20_000)}}"}""";

        var sending = SendAsync();
        while (await _host.Probe.NextNoteAsync() != "slow begins")
        {
        }

        for (var i = 0; i < 200; i++)
        {
            await AssertLivesAsync(other);
        }

        Assert.False(sending.IsCompleted);
        _gate.Open();
        await sending.Soon();
        Assert.Equal("""{"type":3,"invocationId":"9","result":60000000}""", await raw.ReadAsync());

        async Task SendAsync()
        {
            for (var i = 0; i < 3000; i++)
            {
                await raw.SendAsync(item);
            }

            await raw.SendAsync("""{"type":3,"invocationId":"1"}""");
        }
    }

    [Fact]
    public async Task Upload_HandlerEndsEarly_TheRestIsDropped()
    {
        await using var raw = await OpenAsync();
        await raw.SendAsync(Invocation("first", "1"));

        for (var i = 0; i < 100; i++)
        {
            await raw.SendAsync($$"""{"type":2,"invocationId":"1","item":{{i + 7}}}""");
        }

        await raw.SendAsync("""{"type":3,"invocationId":"1"}""");

        Assert.Equal("""{"type":3,"invocationId":"9","result":7}""", await raw.ReadAsync());
        await AssertLivesAsync(raw);
    }

    [Theory]
    [InlineData("""["1","2"]""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task Upload_WrongNumberOfStreams_IsAnError(string streamIds)
    {
        await using var raw = await OpenAsync();

        await raw.SendAsync($$"""{"type":1,"invocationId":"9","target":"sum","arguments":[]{{(streamIds == "null" ? "" : $",\"streamIds\":{streamIds}")}}}""");

        Assert.Contains("\"error\":", await CompletionAsync(raw), StringComparison.Ordinal);
        await raw.SendAsync("""{"type":2,"invocationId":"1","item":1}""");
        await AssertLivesAsync(raw);
    }

    [Fact]
    public async Task Upload_ItemOfAnotherType_IsAnErrorOfTheCall()
    {
        await using var raw = await OpenAsync();
        await raw.SendAsync(Invocation("sum", "1"));

        await raw.SendAsync("""{"type":2,"invocationId":"1","item":"text"}""");

        Assert.Equal("""{"type":3,"invocationId":"9","error":"Validation failed"}""", await CompletionAsync(raw));
        await AssertLivesAsync(raw);
    }

    private static string Invocation(string target, string streamId) => $$"""{"type":1,"invocationId":"9","target":"{{target}}","arguments":[],"streamIds":["{{streamId}}"]}""";

    private static async Task<string> CompletionAsync(RawHub raw)
    {
        while (true)
        {
            var record = await raw.ReadAsync();
            if (record.StartsWith("""{"type":3""", StringComparison.Ordinal))
            {
                return record;
            }
        }
    }

    private static async Task AssertLivesAsync(RawHub raw)
    {
        await raw.SendAsync("""{"type":1,"invocationId":"50","target":"echo","arguments":[5]}""");
        Assert.Equal("""{"type":3,"invocationId":"50","result":5}""", await CompletionAsync(raw));
    }

    private static async IAsyncEnumerable<int> CountAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private Task<RawHub> OpenAsync() => RawHub.ConnectAsync(_host.Port, "/uploads");

    private Task<HubClient> ConnectAsync() => HubClient.ConnectAsync(_host.Address, new ClientRequest("/uploads"), HttpTransportType.WebSockets);
}
