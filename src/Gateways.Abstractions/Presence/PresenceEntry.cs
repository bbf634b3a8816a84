using System.Text.Json;

namespace Gateways;

/// <summary>One user under one topic, however many clients it has.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Status">Whether it does something.</param>
/// <param name="Since">When its first client came.</param>
/// <param name="Metadata">What was tracked or updated last; <see cref="JsonValueKind.Undefined"/> when nothing ever was.</param>
public sealed record PresenceEntry(string UserId, PresenceStatus Status, DateTimeOffset Since, JsonElement Metadata);
