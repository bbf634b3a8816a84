using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Gateways.ServerSentEvents.Tests.Endpoints;

/// <summary>What the endpoints under test stream.</summary>
public sealed class Feeds
{
    public Subject<UserEvent> Events { get; } = new();

    public Subject<int> Numbers { get; } = new();

    public Channel<int> Values { get; } = Channel.CreateUnbounded<int>();

    /// <summary>Completes when the enumeration of <see cref="Values"/> has ended.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async IAsyncEnumerable<int> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var value in Values.Reader.ReadAllAsync(cancellationToken))
            {
                yield return value;
            }
        }
        finally
        {
            Ended.TrySetResult();
        }
    }

    public async IAsyncEnumerable<SseItem<string>> ReadItemsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var value in ReadAsync(cancellationToken))
        {
            yield return new SseItem<string>($"line {value}\nsecond", "item") { EventId = $"{value}" };
        }
    }

    /// <summary>Whether the client could see that the stream is open before it was listened to.</summary>
    public static async IAsyncEnumerable<bool> ReadOrderAsync(HttpResponse response)
    {
        yield return response.HasStarted;
        await Task.Yield();
    }
}
