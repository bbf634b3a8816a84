using Gateways.CodeAnalysis;
using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>Turns the subscriptions of a gateway into the models of its handlers.</summary>
internal static class HandlerParser
{
    // What the generated dispatcher already has under these names.
    private static readonly string[] DispatcherMembers = ["InvokeAsync"];

    // The variables every generated method has.
    private static readonly string[] MethodVariables = ["gateway", "context", "result"];

    public static EquatableArray<HandlerModel> Parse(IEnumerable<Subscription> subscriptions, ContractTable contracts)
    {
        var names = new UniqueNames(DispatcherMembers);
        return subscriptions.Select(subscription => Parse(subscription, names, contracts)).ToEquatableArray();
    }

    private static HandlerModel Parse(Subscription subscription, UniqueNames names, ContractTable contracts)
    {
        var method = subscription.Method;
        var locals = new UniqueNames(MethodVariables);
        return new(
            subscription.EventName,
            TypeNames.Escape(method.Name),
            names.Take(method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name : method.Name + "Async"),
            subscription.MaxConcurrency,
            ParameterBinding.FindAll(method).Select(binding => ParseParameter(binding, locals, contracts)).ToEquatableArray(),
            ParseReturn(HandlerReturn.Of(method), contracts));
    }

    private static ParameterModel ParseParameter(ParameterBinding binding, UniqueNames locals, ContractTable contracts)
    {
        var parameter = binding.Parameter;
        var isRead = binding.Source is ParameterSource.Body or ParameterSource.Argument or ParameterSource.Property;
        return new(
            binding.Source,
            TypeNames.Escape(locals.Take(parameter.Name.TrimStart('_') is { Length: > 0 } name ? name : "value")),
            parameter.Type.ToContractName(),
            isRead ? contracts.GetField(parameter.Type) : null,
            binding.Property,
            binding.Index,
            binding.Source == ParameterSource.KeyedService ? Constants.Format(binding.Key) : null,
            binding.IsOptional,
            Constants.FormatDefault(parameter),
            parameter.Type.IsReferenceType && parameter.NullableAnnotation == NullableAnnotation.NotAnnotated);
    }

    private static ReturnModel ParseReturn(HandlerReturn result, ContractTable contracts) => new(
        result.Kind,
        result.IsAwaited,
        result.Payload is null ? null : contracts.GetField(result.Payload),
        result.Payload is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated });
}
