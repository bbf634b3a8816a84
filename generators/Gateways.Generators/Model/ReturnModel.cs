using Gateways.CodeAnalysis;

namespace Gateways.Generators.Model;

/// <summary>What becomes of a handler's result.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="IsAwaited">Whether the method returns a task.</param>
/// <param name="ContractField">The field with the payload's contract; null where there is no payload.</param>
/// <param name="PayloadType">The contract's type.</param>
/// <param name="IsNullable">Whether the payload is a reference that may be null.</param>
internal sealed record ReturnModel(ReturnKind Kind, bool IsAwaited, string? ContractField, string? PayloadType, bool IsNullable);
