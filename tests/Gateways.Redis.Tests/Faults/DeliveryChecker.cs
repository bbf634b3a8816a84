using System.Collections.Concurrent;
using System.Globalization;
using Gateways.Specification.Clients;

namespace Gateways.Redis.Tests.Faults;

/// <summary>Sends numbers and compares what was sent, what was said to have failed, and what arrived.</summary>
internal sealed class DeliveryChecker
{
    private const int End = -1;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);

    private readonly ConcurrentDictionary<int, AdapterUnavailableException> _reported = new();
    private readonly List<Task> _emits = [];
    private int _sent;

    public int Sent => _sent;

    public IReadOnlyCollection<AdapterUnavailableException> Reported => [.. _reported.Values];

    /// <summary>Emits at a steady pace, without waiting for one to end before the next, until it is told to stop.</summary>
    public async Task EmitAsync(IEmitTarget target, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var number = _sent++;
            _emits.Add(EmitOneAsync(target, number));
            await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
        }

        await Task.WhenAll(_emits);
    }

    /// <summary>Marks the end, as soon as it can be published again.</summary>
    public static async Task EndAsync(IEmitTarget target)
    {
        while (true)
        {
            try
            {
                await target.EmitAsync("heard", End);
                return;
            }
            catch (AdapterUnavailableException)
            {
                await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>Everything a client heard up to the end. It may hear several ends: the ones before were said to have failed.</summary>
    public static async Task<List<int>> HearAsync(SpecificationClient client)
    {
        var heard = new List<int>();
        while (true)
        {
            var number = int.Parse(await client.HearAsync("heard"), CultureInfo.InvariantCulture);
            if (number == End)
            {
                return heard;
            }

            heard.Add(number);
        }
    }

    /// <summary>Nothing twice, nothing out of order, and nothing missing of which nobody was told.</summary>
    /// <param name="heard">What a client of another server heard.</param>
    /// <param name="uncertain">
    /// How many messages the sender's log says were confirmed and yet may be missing. Redis answers a publisher before it writes to the subscribers, in the same turn of its loop: killed right
    /// between, it has confirmed what nobody gets. Only the very last before the failures begin can be among them.
    /// </param>
    public void AssertNothingLostInSilence(List<int> heard, long uncertain = 0)
    {
        Assert.Equal(heard.Distinct().Order(), heard);
        var lost = Enumerable.Range(0, _sent).Except(heard).Except(_reported.Keys).ToArray();
        Assert.True(lost.Length <= uncertain && lost.All(number => Enumerable.Range(number + 1, (int)uncertain).Any(_reported.ContainsKey)), $"Of {_sent} sent {heard.Count} were heard and {_reported.Count} reported; said to be uncertain: {uncertain}; lost without a word: {string.Join(',', lost)}.");
        var wronglyCertain = heard.Where(number => _reported.TryGetValue(number, out var error) && !error.MayHaveBeenPublished).ToArray();
        Assert.True(wronglyCertain.Length == 0, $"Said to be unpublished, and yet heard: {string.Join(',', wronglyCertain)}.");
    }

    private async Task EmitOneAsync(IEmitTarget target, int number)
    {
        try
        {
            await target.EmitAsync("heard", number);
        }
        catch (AdapterUnavailableException error)
        {
            _reported[number] = error;
        }
    }
}
