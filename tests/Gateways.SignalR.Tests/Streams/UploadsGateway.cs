using Gateways.Specification.Gateways;

namespace Gateways.SignalR.Tests.Streams;

/// <summary>Handlers that take streams.</summary>
[WebSocketGateway("/uploads")]
public sealed partial class UploadsGateway(Probe probe, UploadGate gate) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("echo")]
    public int Echo([MessageBody] int number) => number;

    [SubscribeMessage("wait")]
    public Task Wait()
    {
        probe.Note("waits");
        return gate.Opened;
    }

    [SubscribeMessage("sum")]
    public async Task<int> Sum(IAsyncEnumerable<int> numbers)
    {
        var sum = 0;
        await foreach (var number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    [SubscribeMessage("both")]
    public async Task<string> Both([MessageBody] string text, IAsyncEnumerable<int> first, IAsyncEnumerable<string> second)
    {
        var all = text;
        await foreach (var word in second)
        {
            all += word;
        }

        await foreach (var number in first)
        {
            all += number;
        }

        return all;
    }

    [SubscribeMessage("slow")]
    public async Task<int> Slow(IAsyncEnumerable<string> parts)
    {
        probe.Note("slow begins");
        await gate.Opened;
        var length = 0;
        await foreach (var part in parts)
        {
            length += part.Length;
        }

        return length;
    }

    [SubscribeMessage("first")]
    public async Task<int> First(IAsyncEnumerable<int> numbers)
    {
        await foreach (var number in numbers)
        {
            return number;
        }

        return -1;
    }

    [SubscribeMessage("double")]
    public async IAsyncEnumerable<int> Double(IAsyncEnumerable<int> numbers)
    {
        try
        {
            await foreach (var number in numbers)
            {
                yield return number * 2;
            }
        }
        finally
        {
            probe.Note("double ends");
        }
    }
}
