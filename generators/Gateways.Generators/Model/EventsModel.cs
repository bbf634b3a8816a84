namespace Gateways.Generators.Model;

/// <summary>The events interface of a gateway.</summary>
internal sealed record EventsModel(string TypeName, EquatableArray<EventMethodModel> Methods);
