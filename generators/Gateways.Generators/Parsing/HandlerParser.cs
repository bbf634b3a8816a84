using Gateways.CodeAnalysis;
using Gateways.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>Turns the subscriptions of a gateway into the models of its handlers.</summary>
internal sealed class HandlerParser(ContractTable contracts, MetadataParser metadata, Compilation compilation)
{
    // The variables every generated method has.
    private static readonly string[] MethodVariables = ["gateway", "context", "result"];

    // What the generated dispatcher already has under these names.
    private readonly UniqueNames _methods = new("InvokeAsync");

    public EquatableArray<HandlerModel> Parse(IReadOnlyList<Subscription> subscriptions)
    {
        // Those the dispatcher calls have the first choice of names.
        var names = subscriptions.Select(subscription => _methods.Take(NameAsync(subscription.Method))).ToList();
        return subscriptions.Select((subscription, index) => Parse(subscription, names[index])).ToEquatableArray();
    }

    private static string NameAsync(IMethodSymbol method) =>
        method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name : method.Name + "Async";

    private HandlerModel Parse(Subscription subscription, string name)
    {
        var method = subscription.Method;
        var bindings = ParameterBinding.FindAll(method);
        var isPiped = bindings.Any(binding => binding.IsBody);
        var stem = char.ToUpperInvariant(name[0]) + name.Substring(1);
        var pipeName = isPiped ? _methods.Take("Pipe" + stem) : null;
        var callName = isPiped ? _methods.Take("Call" + stem) : null;
        var parameters = new ParameterParser(new([.. MethodVariables, pipeName ?? "", callName ?? ""]), contracts, compilation);
        return new(
            subscription.EventName,
            subscription.IsCatchAll,
            TypeNames.Escape(method.Name),
            name,
            pipeName,
            callName,
            subscription.MaxConcurrency,
            EnhancerParser.ParseMethod(method),
            metadata.ParseMethod(method),
            bindings.Select(parameters.Parse).ToEquatableArray(),
            ParseReturn(HandlerReturn.Of(method), bindings));
    }

    /// <summary>A handler that answers by itself has no other answer: a value it returns is nobody's.</summary>
    private ReturnModel ParseReturn(HandlerReturn result, IReadOnlyList<ParameterBinding> bindings)
    {
        if (result.Kind == ReturnKind.Value && bindings.Any(binding => binding.Source == ParameterSource.Ack))
            return new(ReturnKind.Nothing, result.IsAwaited, null, null, false);

        return new(
            result.Kind,
            result.IsAwaited,
            result.Payload is null ? null : contracts.GetField(result.Payload),
            result.Payload?.ToContractName(),
            result.Payload is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated });
    }
}
