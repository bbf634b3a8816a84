using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gateways.Tests.Diagnostics;

/// <summary>Keeps the activities of one trace: the source is shared by all hosts of the process.</summary>
internal sealed class ActivityRecorder : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();

    public ActivityRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Gateways",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == _trace)
                {
                    Stopped.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ActivitySpanId Parent { get; } = ActivitySpanId.CreateRandom();

    /// <summary>What a client sends along to be part of the trace.</summary>
    public string TraceParent => $"00-{_trace}-{Parent}-01";

    public ConcurrentQueue<Activity> Stopped { get; } = new();

    public void Dispose() => _listener.Dispose();
}
