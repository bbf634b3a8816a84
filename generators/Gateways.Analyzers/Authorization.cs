using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace Gateways.Analyzers;

/// <summary>The attributes of ASP.NET Core that say who may do something.</summary>
internal static class Authorization
{
    /// <summary>Whether an attribute is <c>[Authorize]</c>, or derives from it.</summary>
    public static bool IsRequirement(INamedTypeSymbol? attribute) => attribute?.AllInterfaces.Any(KnownTypes.AuthorizeData.Matches) == true;
}
