using System.Diagnostics;

namespace Gateways.Diagnostics;

/// <summary>The activity source <c>Gateways</c>: one activity per handled message, with the names OpenTelemetry's Socket.IO instrumentation uses.</summary>
internal static class GatewayActivities
{
    public const string SourceName = "Gateways";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody listens; when nobody does, a message costs only this check.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>Starts the activity of an emit, as a child of what is current.</summary>
    public static Activity? StartSend(string @namespace, string eventName) =>
        Describe(Source.StartActivity($"{eventName} send", ActivityKind.Producer), @namespace, eventName, "send");

    /// <summary>Starts the activity of a message and makes it current.</summary>
    public static Activity? StartReceive(string @namespace, string eventName, string? traceParent)
    {
        _ = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        return Describe(Source.StartActivity($"{eventName} receive", ActivityKind.Consumer, parent), @namespace, eventName, "receive");
    }

    private static Activity? Describe(Activity? activity, string @namespace, string eventName, string operation)
    {
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("messaging.system", "gateways");
            activity.SetTag("messaging.operation.type", operation);
            activity.SetTag("messaging.destination.name", @namespace);
            activity.SetTag("messaging.socket.io.event_name", eventName);
            activity.SetTag("messaging.socket.io.namespace", @namespace);
        }

        return activity;
    }
}
