using System.Diagnostics.Metrics;

namespace Gateways.Redis.Connection;

/// <summary>What the adapter adds to the meter <c>Gateways</c>.</summary>
internal sealed class RedisMetrics
{
    public const string Malformed = "malformed";
    public const string Failed = "failed";
    public const string Overflow = "overflow";

    private readonly Counter<long> _published;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _received;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _losses;
    private readonly Counter<long> _uncertain;
    private int _isUp;

    public RedisMetrics(IMeterFactory factory)
    {
        var meter = factory.Create("Gateways");
        _published = meter.CreateCounter<long>("gateways.adapter.published", "{message}", "Messages handed to the other servers.");
        _refused = meter.CreateCounter<long>("gateways.adapter.unpublished", "{message}", "Messages that could not be handed to the other servers, or of which nobody can tell.");
        _received = meter.CreateCounter<long>("gateways.adapter.received", "{message}", "Messages of other servers that were taken.");
        _dropped = meter.CreateCounter<long>("gateways.adapter.dropped", "{message}", "Messages on the adapter's channels that were dropped.");
        _losses = meter.CreateCounter<long>("gateways.adapter.lost", "{loss}", "Times the adapter lost the other servers.");
        _uncertain = meter.CreateCounter<long>("gateways.adapter.uncertain", "{message}", "Messages that were confirmed right before the adapter lost the other servers, and may not have reached them.");
        meter.CreateObservableGauge("gateways.adapter.up", () => Volatile.Read(ref _isUp), "{adapter}", "1 while this server hears its own messages through the adapter.");
    }

    public void Published() => _published.Add(1);

    public void Unpublished() => _refused.Add(1);

    public void Received() => _received.Add(1);

    public void Uncertain(long count) => _uncertain.Add(count);

    public void Dropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>("gateways.reason", reason));

    public void Up() => Volatile.Write(ref _isUp, 1);

    public void Down()
    {
        Volatile.Write(ref _isUp, 0);
        _losses.Add(1);
    }
}
