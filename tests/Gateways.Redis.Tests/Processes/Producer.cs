using System.Text.Json;
using Gateways.Specification.Clients;

namespace Gateways.Redis.Tests.Processes;

/// <summary>Says numbers, one after the other, each when the one before has been answered, and keeps the answers.</summary>
internal sealed class Producer(int id, SpecificationClient client)
{
    public const int End = -1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly List<string> _results = [];
    private int _sent;

    /// <summary>The answers, in order: fewer than were sent when its server was killed.</summary>
    public IReadOnlyList<string> Results => _results;

    public int Sent => Volatile.Read(ref _sent);

    public async Task RunAsync(string room, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var ack = await SayAsync(room, Volatile.Read(ref _sent), counts: true);
                _results.Add(JsonSerializer.Deserialize<string>(ack.Value!)!);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // Its server is dead.
        }
    }

    public Task EndAsync(string room) => SayAsync(room, End, counts: false);

    public async Task ReachedAsync(int count)
    {
        while (Sent < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }

    private Task<Ack> SayAsync(string room, int number, bool counts)
    {
        var said = client.CallAsync("say", JsonSerializer.Serialize(new Numbered(room, id, number), Json));
        if (counts)
        {
            Interlocked.Increment(ref _sent);
        }

        return said;
    }
}
