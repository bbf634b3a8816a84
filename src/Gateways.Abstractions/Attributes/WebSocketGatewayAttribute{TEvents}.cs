namespace Gateways;

/// <summary>
/// A gateway whose outgoing events are the methods of <typeparamref name="TEvents"/>: the generator implements the interface,
/// and <see cref="IGatewayServer{TGateway, TEvents}"/> emits through it.
/// </summary>
/// <typeparam name="TEvents">An interface; each method returns <see cref="ValueTask"/> or <see cref="Task"/> and takes up to three payloads.</typeparam>
/// <param name="path">The namespace and URL, for example <c>/chat</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WebSocketGatewayAttribute<TEvents>(string path) : WebSocketGatewayAttribute(path)
    where TEvents : class;
