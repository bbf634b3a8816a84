using System.Text.Json;
using Gateways.Testing.Inbox;

namespace Gateways.Testing;

public abstract partial class GatewayTestClient
{
    /// <summary>The event an error on the server is told by.</summary>
    private const string ExceptionEvent = "exception";

    /// <summary>
    /// Takes the next event of this name, the oldest first, or waits for it. Events of other names are kept for whoever asks for them. An empty name asks for a
    /// value that came without an event, as plain WebSocket clients get them for a return value nobody asked for.
    /// </summary>
    /// <typeparam name="T">Its payload; several payloads are an array.</typeparam>
    /// <exception cref="TimeoutException">It did not arrive in time; the text lists what did.</exception>
    /// <exception cref="GatewayTestDisconnectedException">The connection has ended, so it cannot arrive any more; thrown at once.</exception>
    /// <exception cref="JsonException">It arrived, but its payload is something else.</exception>
    public async Task<T> ReceiveAsync<T>(string eventName) => Read<T>(await ReceiveAsync(eventName).ConfigureAwait(false), $"'{eventName}'");

    /// <summary>Takes the next event of this name, which must have two payloads.</summary>
    /// <inheritdoc cref="ReceiveAsync{T}(string)" path="/exception"/>
    public async Task<(T1 First, T2 Second)> ReceiveAsync<T1, T2>(string eventName)
    {
        var payloads = Several(await ReceiveAsync(eventName).ConfigureAwait(false), 2, eventName);
        return (Read<T1>(payloads[0], $"The first payload of '{eventName}'"), Read<T2>(payloads[1], $"The second payload of '{eventName}'"));
    }

    /// <summary>Takes the next event of this name, which must have three payloads.</summary>
    /// <inheritdoc cref="ReceiveAsync{T}(string)" path="/exception"/>
    public async Task<(T1 First, T2 Second, T3 Third)> ReceiveAsync<T1, T2, T3>(string eventName)
    {
        var payloads = Several(await ReceiveAsync(eventName).ConfigureAwait(false), 3, eventName);
        return (Read<T1>(payloads[0], $"The first payload of '{eventName}'"),
            Read<T2>(payloads[1], $"The second payload of '{eventName}'"),
            Read<T3>(payloads[2], $"The third payload of '{eventName}'"));
    }

    /// <summary>Takes the next event of this name as JSON: undefined when it has no payload, an array when it has several.</summary>
    /// <inheritdoc cref="ReceiveAsync{T}(string)" path="/exception"/>
    public async Task<JsonElement> ReceiveAsync(string eventName)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        var wait = _inbox.TakeAsync(eventName);
        var problem = wait.IsCompleted ? null : await WaitAsync(eventName, wait, Timeout).ConfigureAwait(false);
        return problem is null ? (await wait.ConfigureAwait(false)).Payload : throw problem;
    }

    /// <summary>Takes the next error the server told this client of: the event <c>exception</c>.</summary>
    /// <inheritdoc cref="ReceiveAsync{T}(string)" path="/exception"/>
    public async Task<GatewayTestError> ReceiveExceptionAsync() => GatewayTestError.Of(await ReceiveAsync(ExceptionEvent).ConfigureAwait(false));

    /// <summary>
    /// Makes sure that no event of this name is there: neither kept, nor among what the server had sent until now. Does not wait for time to pass: the server's
    /// side of this client sends an event of its own, and what was sent before has arrived before. What the server has yet to do is not covered, so let the
    /// cause be handled first:
    /// <code>
    /// await ada.EmitWithAckAsync("typing", room);     // not EmitAsync, which does not wait for the handler
    /// await bob.ExpectNothingAsync("typing");
    /// </code>
    /// </summary>
    /// <exception cref="GatewayTestUnexpectedEventException">It is there.</exception>
    /// <exception cref="TimeoutException">That event did not arrive in time.</exception>
    public async Task ExpectNothingAsync(string eventName)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        try
        {
            await FlushAsync().ConfigureAwait(false);
        }
        catch (GatewayTestDisconnectedException)
        {
            // Then all that will ever come has come.
        }

        ThrowIfArrived(eventName);
    }

    /// <summary>Makes sure that no event of this name is there nor arrives for a while, in real time. For causes nobody can wait for; prefer <see cref="ExpectNothingAsync(string)"/>.</summary>
    /// <exception cref="GatewayTestUnexpectedEventException">It is there, or it arrived.</exception>
    public async Task ExpectNothingAsync(string eventName, TimeSpan within)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        ThrowIfArrived(eventName);
        var wait = _inbox.TakeAsync(eventName);
        if (wait.IsCompleted || await WaitAsync(eventName, wait, within).ConfigureAwait(false) is null)
        {
            throw Unexpected(eventName, (await wait.ConfigureAwait(false)).Payload);
        }
    }

    /// <summary>Waits for an event.</summary>
    /// <returns>Why it did not arrive; null when it did.</returns>
    private async Task<Exception?> WaitAsync(string eventName, Task<Arrival> wait, TimeSpan patience)
    {
        try
        {
            await Task.WhenAny(wait, _ended.Task).WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Below: it may have arrived at the last moment.
        }

        if (!_inbox.TryGiveUp(eventName, wait))
        {
            return null;
        }

        var what = eventName.Length == 0 ? "No value without an event arrived" : $"No '{eventName}' arrived";
        return IsConnected ? new TimeoutException(Explain($"{what} within {patience.TotalSeconds:0.###} s")) : Gone(what);
    }

    private void ThrowIfArrived(string eventName)
    {
        if (_inbox.Peek(eventName) is { } arrival)
        {
            throw Unexpected(eventName, arrival.Payload);
        }
    }

    private GatewayTestUnexpectedEventException Unexpected(string eventName, JsonElement payload) =>
        new(Explain($"An unexpected '{eventName}' arrived"), eventName, payload);

    private static JsonElement Several(JsonElement payload, int count, string eventName) =>
        payload.ValueKind == JsonValueKind.Array && payload.GetArrayLength() == count
            ? payload
            : throw new JsonException($"'{eventName}' arrived, but not with {count} payloads: {Arrival.Show(payload)}");
}
