using System.Collections.Concurrent;
using System.Text.Json;

namespace Gateways.Testing;

public abstract partial class GatewayTestClient
{
    private readonly ConcurrentDictionary<string, Func<JsonElement, Task<JsonElement>>> _answers = new(StringComparer.Ordinal);

    /// <summary>
    /// Answers what the server asks with <c>EmitWithAckAsync</c>: returns the ack, or throws, which the server hears as an error with the exception's text.
    /// An event that wants no ack does not come here, but to <see cref="ReceiveAsync{T}(string)"/>. A second answer to the same event replaces the first.
    /// Without one the client is silent, except on SignalR, whose clients answer with an error. Runs on a thread of its own, so it may wait for other messages.
    /// </summary>
    /// <param name="eventName">The event.</param>
    /// <param name="answer">From its payload (undefined for none, an array for several) to the ack, serialised by its run-time type.</param>
    public void OnEvent(string eventName, Func<JsonElement, object?> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Answer(eventName, body => Task.FromResult(answer(body)));
    }

    /// <inheritdoc cref="OnEvent(string, Func{JsonElement, object?})"/>
    public void OnEvent(string eventName, Func<JsonElement, Task<object?>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Answer(eventName, answer);
    }

    /// <typeparam name="TBody">The payload.</typeparam>
    /// <typeparam name="TAnswer">What the ack carries.</typeparam>
    /// <param name="eventName">The event.</param>
    /// <param name="answer">From its payload to the ack: <c>(int n) => n + 1</c>.</param>
    /// <inheritdoc cref="OnEvent(string, Func{JsonElement, object?})" path="/summary"/>
    public void OnEvent<TBody, TAnswer>(string eventName, Func<TBody, TAnswer> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Answer(eventName, body => Task.FromResult<object?>(answer(Read<TBody>(body, $"'{eventName}'"))));
    }

    /// <inheritdoc cref="OnEvent{TBody, TAnswer}(string, Func{TBody, TAnswer})"/>
    public void OnEvent<TBody, TAnswer>(string eventName, Func<TBody, Task<TAnswer>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Answer(eventName, async body => await answer(Read<TBody>(body, $"'{eventName}'")).ConfigureAwait(false));
    }

    private void Answer(string eventName, Func<JsonElement, Task<object?>> answer)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        _answers[eventName] = async body => Write(await answer(body).ConfigureAwait(false));
    }
}
