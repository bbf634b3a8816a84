namespace Gateways;

/// <summary>A handler's result that answers with an event. Where an ack was asked for, it follows, empty.</summary>
/// <typeparam name="T">The payload's type.</typeparam>
/// <param name="Event">The event to send to the client.</param>
/// <param name="Data">Its payload.</param>
public readonly record struct WsResponse<T>(string Event, T Data) : IWsResponse
{
    object? IWsResponse.Data => Data;

    Type IWsResponse.DataType => typeof(T);
}
