using System.Text.Json.Serialization;

namespace Gateways.Tests.Dispatch;

/// <summary>Contracts of an application that is compiled ahead of time: what is not named here, it has none for.</summary>
[JsonSerializable(typeof(int))]
internal sealed partial class SomeContext : JsonSerializerContext;
