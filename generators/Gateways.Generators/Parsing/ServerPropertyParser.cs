using Gateways.CodeAnalysis;
using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>Turns the properties that ask for the server into their models.</summary>
internal static class ServerPropertyParser
{
    public static EquatableArray<ServerPropertyModel> Parse(INamedTypeSymbol gateway, Compilation compilation) =>
        ServerProperty.FindAll(gateway)
            .Where(property => ServerProperty.DescribeProblem(property, gateway, compilation) is null)
            .Select(property => new ServerPropertyModel(TypeNames.Escape(property.Name), GetServiceType(property.Type, gateway)))
            .ToEquatableArray();

    /// <summary>An application has many servers: the one without a type argument is this gateway's.</summary>
    private static string GetServiceType(ITypeSymbol type, INamedTypeSymbol gateway) =>
        KnownTypes.GatewayServer.Matches(type) ? $"{type.ToContractName()}<{gateway.ToQualifiedName()}>" : type.ToContractName();
}
