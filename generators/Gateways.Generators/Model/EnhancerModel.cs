using Gateways.CodeAnalysis;

namespace Gateways.Generators.Model;

/// <summary>A guard, interceptor, pipe or filter that an attribute declares.</summary>
/// <param name="Kind">What it is used as.</param>
/// <param name="TypeName">Its class.</param>
/// <param name="OncePerClient">Whether a guard asks once.</param>
internal sealed record EnhancerModel(EnhancerKind Kind, string TypeName, bool OncePerClient);
