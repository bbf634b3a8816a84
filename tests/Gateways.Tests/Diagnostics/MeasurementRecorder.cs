using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateways.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Tests.Diagnostics;

/// <summary>Listens to the meter of one host: other tests have hosts of their own at the same time.</summary>
internal sealed class MeasurementRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measurement> _all = new();

    public MeasurementRecorder(EngineHost host)
    {
        var scope = host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Gateways" && ReferenceEquals(instrument.Meter.Scope, scope))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            Record(instrument, value, tags);
            if (Failure is not null)
            {
                throw Failure;
            }
        });
        _listener.Start();
    }

    /// <summary>What it fails with when a duration is recorded.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What was recorded for an instrument.</summary>
    public Measurement[] this[string instrument] => [.. _all.Where(measurement => measurement.Instrument == instrument)];

    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _all.Enqueue(new Measurement(instrument.Name, value, string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal))));
}
