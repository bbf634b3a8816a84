using System.Text.Json.Serialization;

namespace Gateways.Tests.Validation;

/// <summary>The contracts as native code has them.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Booking))]
[JsonSerializable(typeof(Booking[]))]
[JsonSerializable(typeof(int[]))]
internal sealed partial class BookingContext : JsonSerializerContext;
