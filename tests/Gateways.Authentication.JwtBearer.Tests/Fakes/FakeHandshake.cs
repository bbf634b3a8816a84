using System.Net;
using System.Text.Json;

namespace Gateways.Authentication.JwtBearer.Tests.Fakes;

/// <summary>A handshake that has a token, or none.</summary>
internal sealed class FakeHandshake(string? token) : GatewayHandshake
{
    public override IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    public override IReadOnlyDictionary<string, string> Query { get; } = new Dictionary<string, string>();

    public override JsonElement Auth => default;

    public override string? Token { get; } = token;

    public override IPAddress? RemoteAddress => null;

    public override DateTimeOffset Time => default;

    public override bool IsSecure => true;

    public override string Url => "/chat";
}
