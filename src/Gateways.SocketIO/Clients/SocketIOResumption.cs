using System.Text.Json;
using Gateways.Hosting;

namespace Gateways.SocketIO.Clients;

/// <summary>A client's wish to go on where it was.</summary>
/// <param name="Host">Its gateway.</param>
/// <param name="Session">What was kept of it.</param>
/// <param name="Offset">The last event it has heard.</param>
/// <param name="Auth">What else it sent, for the case that it has to start anew.</param>
internal sealed record SocketIOResumption(GatewayHost Host, SocketIOSavedSession Session, string Offset, JsonElement Auth);
