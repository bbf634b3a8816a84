using System.Collections.Immutable;
using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>
/// Looks at the events interface of a gateway. It reports on the gateway's attribute: the interface may be good C#, may stand in another
/// assembly, and is wrong only as the events of this gateway.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        GatewayDiagnostics.EventsTypeIsNotAnInterface,
        GatewayDiagnostics.EventsMemberIsUnsupported,
        GatewayDiagnostics.EventIsDeclaredTwice,
        GatewayDiagnostics.EventNameIsReserved,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (GatewayDeclaration.Find(type) is not { Events: { TypeKind: not TypeKind.Error } events } declaration)
            return;

        var location = declaration.Attribute.GetLocation(type, context.CancellationToken);
        if (events is not INamedTypeSymbol { TypeKind: TypeKind.Interface, IsFileLocal: false } contract)
        {
            context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.EventsTypeIsNotAnInterface, location, type.Name, events.Name));
            return;
        }

        ReportMembers(context, contract, location);
    }

    private static void ReportMembers(SymbolAnalysisContext context, INamedTypeSymbol contract, Location location)
    {
        var emitted = new Dictionary<string, ISymbol>(StringComparer.Ordinal);
        foreach (var member in EventsInterface.FindMembers(contract))
        {
            if (EventsInterface.DescribeProblem(member) is { } problem)
            {
                context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.EventsMemberIsUnsupported, location, member.Locations, member.Name, contract.Name, problem));
                continue;
            }

            var name = new EventMethod((IMethodSymbol)member).EventName;
            if (EventName.DescribeProblem(name) is { } unusable)
                context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.EventNameIsReserved, location, member.Locations, name, member.Name, contract.Name, unusable));
            else if (emitted.TryGetValue(name, out var first))
                context.ReportDiagnostic(Diagnostic.Create(GatewayDiagnostics.EventIsDeclaredTwice, location, member.Locations, Describe(first), Describe(member), name));
            else
                emitted.Add(name, member);
        }
    }

    private static string Describe(ISymbol member) => $"{member.ContainingType.Name}.{member.Name}";
}
