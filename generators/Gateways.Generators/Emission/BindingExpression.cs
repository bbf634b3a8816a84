using System.Globalization;
using Gateways.CodeAnalysis;
using Gateways.Generators.Model;

namespace Gateways.Generators.Emission;

/// <summary>The expressions that fill a handler's parameters.</summary>
internal static class BindingExpression
{
    /// <summary>The expression of a variable; null where the argument is read from the context as it stands.</summary>
    public static string? Of(ParameterModel parameter) => parameter.Source switch
    {
        ParameterSource.Body => Bind("BindBody", parameter.Bound),
        ParameterSource.Argument => Bind("BindArgument", parameter.Bound, Number(parameter.Index)),
        ParameterSource.Property => Bind("BindProperty", parameter.Bound, CSharpLiteral.Quote(parameter.Place) + "u8"),
        ParameterSource.Route => BindRoute(parameter),
        ParameterSource.Stream => $"context.BindStream({Number(parameter.Index)}, {parameter.Bound.ContractField})",
        ParameterSource.Service => $"context.Services.{Get(parameter)}Service<{parameter.Bound.BareType}>()",
        ParameterSource.KeyedService => $"context.Services.{Get(parameter)}KeyedService<{parameter.Bound.BareType}>({parameter.ServiceKey})",
        _ => null,
    };

    /// <summary>What the user's method is called with.</summary>
    public static string ArgumentOf(ParameterModel parameter) => parameter.Source switch
    {
        ParameterSource.Client => "context.Client",
        ParameterSource.CancellationToken => "context.CancellationToken",
        ParameterSource.EventName => "context.EventName",
        ParameterSource.Ack => "context.TakeAck()",
        _ => parameter.LocalName,
    };

    private static string Bind(string method, BoundModel bound, params IEnumerable<string> place)
    {
        string[] arguments = [.. place, bound.ContractField!, .. GetOptionArguments(bound)];
        return $"context.{method}({string.Join(", ", arguments)}){Forgive(bound)}";
    }

    private static string BindRoute(ParameterModel parameter)
    {
        var (bound, name) = (parameter.Bound, CSharpLiteral.Quote(parameter.Place));
        if (bound.BareType == "string")
            return $"context.BindRouteText({name}, {GetOption(bound)}){(bound.Fallback is null ? Forgive(bound) : $" ?? {bound.Fallback}")}";
        if (!bound.IsNullableValue)
            return $"context.BindRoute<{bound.BareType}>({string.Join(", ", GetOptionArguments(bound).Prepend(name))}){Forgive(bound)}";

        // Of a value type the context has no null to give.
        var isMissing = $"context.BindRouteText({name}, optional: true) is null";
        return $"{isMissing} ? ({bound.BareType}){bound.Fallback ?? "null"} : context.BindRoute<{bound.BareType.TrimEnd('?')}>({name}, optional: false)";
    }

    private static IEnumerable<string> GetOptionArguments(BoundModel bound)
    {
        yield return GetOption(bound);
        if (bound.Fallback is not null)
            yield return $"fallback: {bound.Fallback}";
    }

    private static string GetOption(BoundModel bound) => bound.IsOptional ? "optional: true" : "optional: false";

    private static string Forgive(BoundModel bound) => bound.IsNotNull ? "!" : "";

    private static string Get(ParameterModel parameter) => parameter.Bound.IsOptional ? "Get" : "GetRequired";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
