namespace Gateways.Generators.Model;

/// <summary>A type that is read from or written to JSON, and the field that holds its contract.</summary>
internal sealed record ContractModel(string FieldName, string TypeName);
