using System.Collections.Immutable;
using System.Text.Json;
using Gateways.Adapters;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Microsoft.Extensions.Logging;

namespace Gateways.Rooms;

/// <summary>The handlers of the events that other servers send.</summary>
internal sealed partial class ServerSideEvents(GatewayJson json, ILogger logger) : IServerSideEventSink
{
    private delegate ValueTask<ReadOnlyMemory<byte>?> Handler(ReadOnlyMemory<byte> body);

    private ImmutableDictionary<string, ImmutableArray<Handler>> _handlers = ImmutableDictionary<string, ImmutableArray<Handler>>.Empty.WithComparers(StringComparer.Ordinal);

    public IDisposable Add<T>(string eventName, Func<T, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(eventName, async body =>
        {
            await handler(Read<T>(body.Span)).ConfigureAwait(false);
            return null;
        });
    }

    public IDisposable Add<T, TReply>(string eventName, Func<T, ValueTask<TReply>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(eventName, async body =>
        {
            var reply = await handler(Read<T>(body.Span)).ConfigureAwait(false);
            using var scratch = ScratchWriter.Rent();
            scratch.WriteJson(reply, json.GetTypeInfo<TReply>());
            return scratch.WrittenSpan.ToArray();
        });
    }

    public async ValueTask<ReadOnlyMemory<byte>?> HandleAsync(ServerSideEvent serverSideEvent)
    {
        ReadOnlyMemory<byte>? answer = null;
        if (!Volatile.Read(ref _handlers).TryGetValue(serverSideEvent.EventName, out var handlers))
        {
            return null;
        }

        var body = BodyOf(serverSideEvent);
        foreach (var handler in handlers)
        {
            try
            {
                var own = await handler(body).ConfigureAwait(false);
                answer ??= own;
            }
            catch (Exception error)
            {
                Log.HandlerFailed(logger, serverSideEvent.EventName, error);
            }
        }

        return answer;
    }

    private static ReadOnlyMemory<byte> BodyOf(ServerSideEvent serverSideEvent) => serverSideEvent.ArgumentCount > 1
        ? (byte[])[(byte)'[', .. serverSideEvent.Arguments.Span, (byte)']']
        : serverSideEvent.Arguments;

    private Subscription Add(string eventName, Handler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ImmutableInterlocked.AddOrUpdate(ref _handlers, eventName, [handler], (_, known) => known.Add(handler));
        return new Subscription(this, eventName, handler);
    }

    private void Remove(string eventName, Handler handler) => ImmutableInterlocked.AddOrUpdate(ref _handlers, eventName, [], (_, known) => known.Remove(handler));

    private T Read<T>(ReadOnlySpan<byte> body) => body.IsEmpty ? default! : JsonSerializer.Deserialize(body, json.GetTypeInfo<T>())!;

    private sealed class Subscription(ServerSideEvents owner, string eventName, Handler handler) : IDisposable
    {
        public void Dispose() => owner.Remove(eventName, handler);
    }

    private static partial class Log
    {
        [LoggerMessage(6010, LogLevel.Error, "A handler of the server-side event '{Event}' failed.")]
        public static partial void HandlerFailed(ILogger logger, string @event, Exception error);
    }
}
