using Gateways.CodeAnalysis;
using Gateways.Generators.Emission;
using Gateways.Generators.Model;
using Gateways.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateways.Generators;

/// <summary>
/// Writes the dispatcher of every <c>[WebSocketGateway]</c> class, and one method that registers all of them. Reports nothing: what is wrong
/// with a gateway is for Gateways.Analyzers to say.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class GatewayGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var gateways = FindGateways(context, KnownTypes.WebSocketGateway, GeneratorSteps.Gateways);
        var typedGateways = FindGateways(context, KnownTypes.WebSocketGatewayOfEvents, GeneratorSteps.TypedGateways);
        context.RegisterSourceOutput(gateways, AddGateway);
        context.RegisterSourceOutput(typedGateways, AddGateway);

        var assemblyName = context.CompilationProvider
            .Select(static (compilation, _) => compilation.AssemblyName ?? "")
            .WithTrackingName(GeneratorSteps.AssemblyName);
        var registrations = CollectRegistrations(gateways)
            .Combine(CollectRegistrations(typedGateways))
            .Select(static (pair, _) => pair.Left.Concat(pair.Right).OrderBy(gateway => gateway.FullName, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(GeneratorSteps.Registrations);
        context.RegisterSourceOutput(registrations.Combine(assemblyName), static (context, pair) => AddRegistration(context, pair.Left, pair.Right));
    }

    private static IncrementalValuesProvider<GatewayModel> FindGateways(IncrementalGeneratorInitializationContext context, TypeName attribute, string step) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute.MetadataName,
                static (node, _) => node is ClassDeclarationSyntax,
                static (context, cancellationToken) => GatewayParser.Parse(context, cancellationToken))
            .Where(static gateway => gateway is not null)
            .Select(static (gateway, _) => gateway!)
            .WithTrackingName(step);

    private static IncrementalValueProvider<EquatableArray<RegistrationModel>> CollectRegistrations(IncrementalValuesProvider<GatewayModel> gateways) =>
        gateways
            .Select(static (gateway, _) => new RegistrationModel(gateway.FullName, gateway.IsPublic))
            .Collect()
            .Select(static (all, _) => all.ToEquatableArray());

    private static void AddGateway(SourceProductionContext context, GatewayModel gateway) =>
        context.AddSource($"{gateway.HintName}.g.cs", GatewayEmitter.Emit(gateway));

    private static void AddRegistration(SourceProductionContext context, EquatableArray<RegistrationModel> gateways, string assemblyName)
    {
        if (gateways.Count > 0)
            context.AddSource("GatewayRegistration.g.cs", RegistrationEmitter.Emit(gateways, assemblyName));
    }
}
