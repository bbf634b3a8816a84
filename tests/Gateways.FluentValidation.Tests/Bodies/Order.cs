using System.Text.Json.Serialization;

namespace Gateways.FluentValidation.Tests.Bodies;

public sealed record Order(
    string? Customer,
    [property: JsonPropertyName("ship_to")] Address? ShipTo = null,
    IReadOnlyList<OrderLine>? OrderLines = null,
    IReadOnlyDictionary<string, Address>? Copies = null,
    Point? Origin = null);
