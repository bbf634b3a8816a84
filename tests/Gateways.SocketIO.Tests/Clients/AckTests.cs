using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests;

/// <summary>Acks of several values and of bytes, on the wire.</summary>
public sealed class AckTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Send_BytesAmongTheValues_GoAsAttachments()
    {
        await using var client = await EnterAsync("/answers");

        await client.SendAsync("42/answers,7[\"later\"]");
        Assert.True((await Host.Probe.NextAckAsync()).Send(1, new byte[] { 1, 2 }));
        Assert.Equal(["461-/answers,7[1,{\"_placeholder\":true,\"num\":0}]", "bAQI="], [await client.NextAsync(), await client.NextAsync()]);

        await client.SendAsync("42/answers,8[\"later\"]");
        Assert.True((await Host.Probe.NextAckAsync()).Send(new { Inside = new ReadOnlyMemory<byte>([3]) }));
        Assert.Equal(["461-/answers,8[{\"inside\":{\"_placeholder\":true,\"num\":0}}]", "bAw=="], [await client.NextAsync(), await client.NextAsync()]);
    }

    [Theory]
    [InlineData("[\"manual\",2]", "manual", "[\"manual\",2]")]
    [InlineData("[ \"manual\" , 2 ]", "manual", "[\"manual\" , 2 ]")]
    [InlineData("[\"one\"]", "one", "[\"one\"]")]
    [InlineData("[]", null, "[]")]
    public async Task EmitWithAck_ClientAnswersWithSeveralValues_TheFirstIsTypedAndAllAreThere(string answer, string? first, string all)
    {
        await using var client = await EnterAsync("/spec");
        var server = await Host.Probe.NextConnectedAsync();

        var typed = server.EmitWithAckAsync<string?>("ask").AsTask();
        await client.SendAsync($"43/spec,{Id(await client.NextAsync())}{answer}");
        var whole = server.EmitWithAckAsync<MessageArguments>("ask").AsTask();
        await client.SendAsync($"43/spec,{Id(await client.NextAsync())}{answer}");

        Assert.Equal(first, await typed.Soon());
        Assert.Equal(all, System.Text.Encoding.UTF8.GetString((await whole.Soon()).Json.Span));
    }

    [Fact]
    public async Task EmitWithAck_ClientAnswersWithBytes_TheyAreBytesWhereverTheyGoNext()
    {
        await using var client = await EnterAsync("/spec");
        var server = await Host.Probe.NextConnectedAsync();

        var asked = server.EmitWithAckAsync<MessageArguments>("ask").AsTask();
        await client.SendAsync($"462-/spec,{Id(await client.NextAsync())}[{{\"_placeholder\":true,\"num\":0}},5,{{\"_placeholder\":true,\"num\":1}}]");
        await client.SendBytesAsync([1]);
        await client.SendBytesAsync([2]);
        await server.EmitAsync("back", await asked.Soon());

        Assert.Equal(
            ["452-/spec,[\"back\",{\"_placeholder\":true,\"num\":0},5,{\"_placeholder\":true,\"num\":1}]", "bAQ==", "bAg=="],
            [await client.NextAsync(), await client.NextAsync(), await client.NextAsync()]);
    }

    [Fact]
    public async Task EmitWithAck_ToMany_AllValuesOfEachAreThere()
    {
        await using var client = await EnterAsync("/spec");
        await client.SendAsync("42/spec,1[\"echo\",1]");
        Assert.Equal("43/spec,1[1]", await client.NextAsync());

        var asked = Host.Server.EmitWithAckAsync<MessageArguments>("ask").AsTask();
        await client.SendAsync($"43/spec,{Id(await client.NextAsync())}[1,2]");

        Assert.Equal(2, Assert.Single((await asked.Soon()).Replies).Value.Count);
    }

    private static string Id(string packet) => packet["42/spec,".Length..packet.IndexOf('[', StringComparison.Ordinal)];

    private async Task<SocketClient> EnterAsync(string @namespace)
    {
        var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40{@namespace},");
        Assert.StartsWith($"40{@namespace},", await client.NextAsync(), StringComparison.Ordinal);
        return client;
    }
}
