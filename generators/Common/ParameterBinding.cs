using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>How one parameter of a handler is filled.</summary>
internal sealed class ParameterBinding
{
    private ParameterBinding(IParameterSymbol parameter, ParameterSource source)
    {
        Parameter = parameter;
        Source = source;
    }

    public IParameterSymbol Parameter { get; }

    public ParameterSource Source { get; }

    /// <summary>The key of the body, for <see cref="ParameterSource.Property"/>.</summary>
    public string Property { get; private set; } = "";

    /// <summary>The place among the arguments, for <see cref="ParameterSource.Argument"/>.</summary>
    public int Index { get; private set; }

    /// <summary>The key of the service, for <see cref="ParameterSource.KeyedService"/>.</summary>
    public TypedConstant Key { get; private set; }

    /// <summary>What is wrong, as the rest of a sentence, for <see cref="ParameterSource.Unsupported"/>.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Whether the parameter does without a value: nullable, nullable-oblivious, or with a default.</summary>
    public bool IsOptional =>
        Parameter.HasExplicitDefaultValue
        || Parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        || (Parameter.Type.IsReferenceType && Parameter.NullableAnnotation != NullableAnnotation.NotAnnotated);

    public static IReadOnlyList<ParameterBinding> FindAll(IMethodSymbol method)
    {
        var bindings = method.Parameters.Select(Find).ToList();
        var bodies = bindings.Where(binding => binding.Source == ParameterSource.Body).ToList();
        if (bodies.Count < 2)
            return bindings;

        return bindings.ConvertAll(binding => binding.Source == ParameterSource.Body
            ? new ParameterBinding(binding.Parameter, ParameterSource.Argument) { Index = bodies.IndexOf(binding) }
            : binding);
    }

    private static ParameterBinding Find(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
            return Unsupported(parameter, "it is passed by reference; pass it by value");

        var body = parameter.FindAttribute(KnownTypes.MessageBody);
        var keyed = parameter.FindAttribute(KnownTypes.FromKeyedServices);
        var service = parameter.FindAttribute(KnownTypes.FromServices) ?? parameter.FindAttribute(KnownTypes.MvcFromServices);
        var socket = parameter.FindAttribute(KnownTypes.ConnectedSocket);
        var isClient = KnownTypes.GatewayClient.Matches(parameter.Type);
        var isToken = KnownTypes.CancellationToken.Matches(parameter.Type);

        if (new[] { body, keyed, service, socket }.Count(attribute => attribute is not null) > 1)
            return Unsupported(parameter, "it has more than one binding attribute; keep one");
        if (socket is not null && !isClient)
            return Unsupported(parameter, "[ConnectedSocket] binds an IGatewayClient; change its type");
        if ((body ?? keyed ?? service) is not null && (isClient || isToken))
            return Unsupported(parameter, "its type is bound without an attribute; remove the attribute");
        if (isClient)
            return new(parameter, ParameterSource.Client);
        if (isToken)
            return new(parameter, ParameterSource.CancellationToken);
        if (!PayloadTypes.IsSupported(parameter.Type))
            return Unsupported(parameter, $"nothing binds to '{parameter.Type.ToDisplayString()}'; use a type that can be serialised or injected");
        if (body is not null)
            return body.FirstText() is { } property ? new(parameter, ParameterSource.Property) { Property = property } : new(parameter, ParameterSource.Body);
        if (service is not null)
            return new(parameter, ParameterSource.Service);
        if (keyed is not null)
            return FindKeyed(parameter, keyed);

        return Unsupported(parameter, "it says not where its value comes from; add [MessageBody] or [FromServices]");
    }

    private static ParameterBinding FindKeyed(IParameterSymbol parameter, AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum or TypedConstantKind.Type } key
            ? new(parameter, ParameterSource.KeyedService) { Key = key }
            : Unsupported(parameter, "its service has no key to inherit; name the key");

    private static ParameterBinding Unsupported(IParameterSymbol parameter, string problem) =>
        new(parameter, ParameterSource.Unsupported) { Problem = problem };
}
