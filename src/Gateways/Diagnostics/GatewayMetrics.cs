using System.Diagnostics.Metrics;
using Gateways.Connections;

namespace Gateways.Diagnostics;

/// <summary>
/// The meter <c>Gateways</c>. An instrument nobody listens to costs one check. Event tags hold only names of handlers, never what a
/// client made up.
/// </summary>
internal sealed class GatewayMetrics : IDisposable
{
    public const string MeterName = "Gateways";
    private const string TransportTag = "gateways.transport";
    private const string NamespaceTag = "gateways.namespace";
    private const string EventTag = "gateways.event";

    private readonly Meter _meter;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _slowClients;
    private readonly Histogram<double> _handlerDuration;

    public GatewayMetrics(IMeterFactory factory, ConnectionStore connections)
    {
        _meter = factory.Create(MeterName);
        _connections = _meter.CreateUpDownCounter<long>("gateways.connections", "{connection}", "Clients connected.");
        _received = _meter.CreateCounter<long>("gateways.messages.received", "{message}", "Events received for a handler.");
        _sent = _meter.CreateCounter<long>("gateways.messages.sent", "{message}", "Events queued for clients, one per receiver.");
        _dropped = _meter.CreateCounter<long>("gateways.messages.dropped", "{message}", "Messages dropped, in either direction.");
        _slowClients = _meter.CreateCounter<long>("gateways.slow_clients", "{connection}", "Connections closed because the client read too slowly.");
        _handlerDuration = _meter.CreateHistogram<double>("gateways.handler.duration", "s", "Time a message took from the start of its handler to its result.");
        _meter.CreateObservableGauge("gateways.outbound.bytes", () => connections.All.Sum(connection => (long)connection.OutboundBytes), "By", "Bytes waiting for clients.");
    }

    public bool MeasuresHandlers => _handlerDuration.Enabled;

    public void Connected(GatewayTransports transport, string @namespace) => Connections(1, transport, @namespace);

    public void Disconnected(GatewayTransports transport, string @namespace) => Connections(-1, transport, @namespace);

    public void MessageReceived(GatewayTransports transport, string @namespace, string eventName)
    {
        if (_received.Enabled)
        {
            _received.Add(1, Tag(TransportTag, transport.ToString()), Tag(NamespaceTag, @namespace), Tag(EventTag, eventName));
        }
    }

    public void MessageSent(GatewayTransports transport, string @namespace, string eventName)
    {
        if (_sent.Enabled)
        {
            _sent.Add(1, Tag(TransportTag, transport.ToString()), Tag(NamespaceTag, @namespace), Tag(EventTag, eventName));
        }
    }

    public void MessageDropped(GatewayTransports transport, string reason)
    {
        if (_dropped.Enabled)
        {
            _dropped.Add(1, Tag(TransportTag, transport.ToString()), Tag("gateways.reason", reason));
        }
    }

    public void SlowClientClosed(GatewayTransports transport) => _slowClients.Add(1, Tag(TransportTag, transport.ToString()));

    public void HandlerEnded(TimeSpan duration, string @namespace, string eventName, string outcome) =>
        _handlerDuration.Record(duration.TotalSeconds, Tag(NamespaceTag, @namespace), Tag(EventTag, eventName), Tag("gateways.outcome", outcome));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private void Connections(int change, GatewayTransports transport, string @namespace)
    {
        if (_connections.Enabled)
        {
            _connections.Add(change, Tag(TransportTag, transport.ToString()), Tag(NamespaceTag, @namespace));
        }
    }
}
