using System.Text.Json;
using Gateways.Testing.Inbox;

namespace Gateways.Testing;

public abstract partial class GatewayTestClient
{
    /// <summary>Sends an event without payload. Completes when it is sent, not when it is handled: to wait for that, ask for an ack.</summary>
    /// <exception cref="GatewayTestDisconnectedException">The connection has ended.</exception>
    /// <exception cref="NotSupportedException">The transport has no way from the client to the server.</exception>
    public Task EmitAsync(string eventName) => SendCheckedAsync(eventName, []);

    /// <summary>Sends an event. Completes when it is sent, not when it is handled: to wait for that, ask for an ack.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="body">The payload, serialised by its run-time type; null is sent as null.</param>
    /// <inheritdoc cref="EmitAsync(string)" path="/exception"/>
    public Task EmitAsync(string eventName, object? body) => SendCheckedAsync(eventName, [Write(body)]);

    /// <summary>Sends an event with two payloads; on plain WebSocket they go as one array.</summary>
    /// <inheritdoc cref="EmitAsync(string)" path="/exception"/>
    public Task EmitAsync(string eventName, object? first, object? second) => SendCheckedAsync(eventName, [Write(first), Write(second)]);

    /// <summary>Sends an event with three payloads; on plain WebSocket they go as one array.</summary>
    /// <inheritdoc cref="EmitAsync(string)" path="/exception"/>
    public Task EmitAsync(string eventName, object? first, object? second, object? third) => SendCheckedAsync(eventName, [Write(first), Write(second), Write(third)]);

    /// <summary>Sends an event without payload and waits until it is handled; what the ack carries is not looked at.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string)" path="/exception"/>
    public Task EmitWithAckAsync(string eventName) => CallAsync(eventName, []);

    /// <summary>Sends an event and waits until it is handled; what the ack carries is not looked at.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string)" path="/exception"/>
    public Task EmitWithAckAsync(string eventName, object? body) => CallAsync(eventName, [Write(body)]);

    /// <summary>Sends an event with two payloads and waits until it is handled; what the ack carries is not looked at.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string)" path="/exception"/>
    public Task EmitWithAckAsync(string eventName, object? first, object? second) => CallAsync(eventName, [Write(first), Write(second)]);

    /// <summary>Sends an event with three payloads and waits until it is handled; what the ack carries is not looked at.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string)" path="/exception"/>
    public Task EmitWithAckAsync(string eventName, object? first, object? second, object? third) => CallAsync(eventName, [Write(first), Write(second), Write(third)]);

    /// <summary>Sends an event without payload and waits for its ack.</summary>
    /// <typeparam name="T">What the ack carries; an empty one is null, and an error where <typeparamref name="T"/> cannot be null.</typeparam>
    /// <exception cref="GatewayTestAckException">The ack is an error.</exception>
    /// <exception cref="GatewayTestDisconnectedException">The connection ended first.</exception>
    /// <exception cref="TimeoutException">No ack came in time.</exception>
    /// <exception cref="JsonException">The ack carries something else.</exception>
    public Task<T> EmitWithAckAsync<T>(string eventName) => CallAsync<T>(eventName, []);

    /// <summary>Sends an event and waits for its ack.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string)"/>
    /// <param name="eventName">The event.</param>
    /// <param name="body">The payload, serialised by its run-time type; null is sent as null.</param>
    public Task<T> EmitWithAckAsync<T>(string eventName, object? body) => CallAsync<T>(eventName, [Write(body)]);

    /// <summary>Sends an event with two payloads and waits for its ack.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string)"/>
    public Task<T> EmitWithAckAsync<T>(string eventName, object? first, object? second) => CallAsync<T>(eventName, [Write(first), Write(second)]);

    /// <summary>Sends an event with three payloads and waits for its ack.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string)"/>
    public Task<T> EmitWithAckAsync<T>(string eventName, object? first, object? second, object? third) => CallAsync<T>(eventName, [Write(first), Write(second), Write(third)]);

    private async Task<T> CallAsync<T>(string eventName, JsonElement[] arguments) =>
        Read<T>(await CallAsync(eventName, arguments).ConfigureAwait(false) ?? default, $"The ack of '{eventName}'");

    private async Task<JsonElement?> CallAsync(string eventName, JsonElement[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var answer = await InTimeAsync(() => CallCoreAsync(eventName, arguments), $"'{eventName}' was not answered").ConfigureAwait(false);
        if (answer.Error is { } text)
        {
            var payload = answer.ErrorPayload is { } error ? $" {Arrival.Show(error)}" : "";
            throw new GatewayTestAckException(ExplainLog($"The ack of '{eventName}' is an error: {text}{payload}"), text, answer.ErrorPayload);
        }

        return answer.Value;
    }

    private Task SendCheckedAsync(string eventName, JsonElement[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return InTimeAsync(
            async () =>
            {
                await SendCoreAsync(eventName, arguments).ConfigureAwait(false);
                return true;
            },
            $"'{eventName}' was not sent");
    }
}
