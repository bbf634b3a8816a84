using Gateways.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateways.Analyzers;

/// <summary>How symbol analyzers report.</summary>
internal static class Reporting
{
    public static void Report(this SymbolAnalysisContext context, DiagnosticDescriptor descriptor, Location location, params string[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(descriptor, location, arguments));

    /// <summary>Where an attribute stands; where that is outside the analysed class, in a base, the class: the base may be right for others.</summary>
    public static Location Locate(this SymbolAnalysisContext context, AttributeData attribute)
    {
        var isInside = attribute.ApplicationSyntaxReference is { } place
            && context.Symbol.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == place.SyntaxTree && part.Span.Contains(place.Span));
        return isInside ? attribute.GetLocation(context.Symbol, context.CancellationToken) : context.Symbol.Locations[0];
    }

    /// <summary>An attribute as its user wrote it: <c>[UseGuards&lt;SignedIn&gt;]</c>.</summary>
    public static string Describe(this AttributeData attribute)
    {
        const string Suffix = "Attribute";
        var type = attribute.AttributeClass!;
        var name = type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - Suffix.Length) : type.Name;
        return type.Arity == 0 ? $"[{name}]" : $"[{name}<{string.Join(", ", type.TypeArguments.Select(argument => argument.Name))}>]";
    }
}
