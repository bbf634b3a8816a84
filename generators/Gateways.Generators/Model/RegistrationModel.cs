namespace Gateways.Generators.Model;

/// <summary>One gateway in the registration of its assembly: only what that file needs, so that it is written anew only when that changes.</summary>
internal sealed record RegistrationModel(string FullName, bool IsPublic);
