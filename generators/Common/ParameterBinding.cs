using Microsoft.CodeAnalysis;

namespace Gateways.CodeAnalysis;

/// <summary>How one parameter of a handler is filled.</summary>
internal sealed class ParameterBinding
{
    private static readonly (TypeName Attribute, ParameterSource Source)[] Attributes =
    [
        (KnownTypes.MessageBody, ParameterSource.Body),
        (KnownTypes.ConnectedSocket, ParameterSource.Client),
        (KnownTypes.AckAttribute, ParameterSource.Ack),
        (KnownTypes.MessageName, ParameterSource.EventName),
        (KnownTypes.WsParam, ParameterSource.Route),
        (KnownTypes.MvcFromRoute, ParameterSource.Route),
        (KnownTypes.FromServices, ParameterSource.Service),
        (KnownTypes.MvcFromServices, ParameterSource.Service),
        (KnownTypes.FromKeyedServices, ParameterSource.KeyedService),
    ];

    private ParameterBinding(IParameterSymbol parameter, ParameterSource source)
    {
        Parameter = parameter;
        Source = source;
    }

    public IParameterSymbol Parameter { get; }

    public ParameterSource Source { get; }

    /// <summary>The attribute that says so; null where the type does.</summary>
    public AttributeData? Attribute { get; private set; }

    /// <summary>The key of the body, for <see cref="ParameterSource.Property"/>; the route parameter, for <see cref="ParameterSource.Route"/>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The place among the arguments, for <see cref="ParameterSource.Argument"/>; among the streams, for <see cref="ParameterSource.Stream"/>.</summary>
    public int Index { get; private set; }

    /// <summary>The key of the service, for <see cref="ParameterSource.KeyedService"/>.</summary>
    public TypedConstant Key { get; private set; }

    /// <summary>The parameter's own pipes, where it is bound from the body.</summary>
    public ParameterPipes? Pipes { get; private set; }

    /// <summary>What is wrong, as the rest of a sentence, for <see cref="ParameterSource.Unsupported"/>.</summary>
    public string Problem { get; private set; } = "";

    public bool IsBody => Source is ParameterSource.Body or ParameterSource.Argument or ParameterSource.Property;

    /// <summary>Whether code can be generated for it.</summary>
    public bool IsUsable => Source != ParameterSource.Unsupported && Pipes is not { Misfit: not null };

    /// <summary>Whether the parameter does without a value: nullable, nullable-oblivious, or with a default.</summary>
    public bool IsOptional =>
        Parameter.HasExplicitDefaultValue
        || Parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        || (Parameter.Type.IsReferenceType && Parameter.NullableAnnotation != NullableAnnotation.NotAnnotated);

    public static IReadOnlyList<ParameterBinding> FindAll(IMethodSymbol method)
    {
        var bindings = method.Parameters.Select(Find).ToList();
        var bodies = bindings.FindAll(binding => binding.Source == ParameterSource.Body);
        var streams = bindings.FindAll(binding => binding.Source == ParameterSource.Stream);
        return bindings.ConvertAll(binding => binding.Source switch
        {
            ParameterSource.Body when bodies.Count > 1 =>
                new(binding.Parameter, ParameterSource.Argument) { Attribute = binding.Attribute, Index = bodies.IndexOf(binding), Pipes = binding.Pipes },
            ParameterSource.Stream => new(binding.Parameter, ParameterSource.Stream) { Index = streams.IndexOf(binding) },
            _ => binding,
        });
    }

    private static ParameterBinding Find(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
            return Unsupported(parameter, "it is passed by reference; pass it by value");

        var found = Attributes
            .Select(known => (known.Source, Attribute: parameter.FindAttribute(known.Attribute)))
            .Where(pair => pair.Attribute is not null)
            .ToList();
        if (found.Count > 1)
            return Unsupported(parameter, "it has more than one binding attribute; keep one");

        var implied = FindImplied(parameter.Type);
        return found.Count == 0 ? FindUndecorated(parameter, implied) : Find(parameter, found[0].Source, found[0].Attribute!, implied);
    }

    private static ParameterBinding Find(IParameterSymbol parameter, ParameterSource source, AttributeData attribute, ParameterSource? implied) => source switch
    {
        _ when source == implied => new(parameter, source) { Attribute = attribute },
        ParameterSource.Client => Unsupported(parameter, "[ConnectedSocket] binds an IGatewayClient; change its type"),
        ParameterSource.Ack => Unsupported(parameter, "[Ack] binds an IAck; change its type"),
        ParameterSource.EventName => parameter.Type.SpecialType == SpecialType.System_String
            ? new(parameter, source) { Attribute = attribute }
            : Unsupported(parameter, "[MessageName] binds a string; change its type"),
        ParameterSource.Route => FindRoute(parameter, attribute),
        _ when implied is not null => Unsupported(parameter, "its type is bound without an attribute; remove the attribute"),
        ParameterSource.Body => FindBody(parameter, attribute),
        _ when !PayloadTypes.IsSupported(parameter.Type) => NothingBinds(parameter, parameter.Type),
        ParameterSource.KeyedService => FindKeyed(parameter, attribute),
        _ => new(parameter, source) { Attribute = attribute },
    };

    /// <summary>What a type says by itself.</summary>
    private static ParameterSource? FindImplied(ITypeSymbol type) => type switch
    {
        _ when KnownTypes.GatewayClient.Matches(type) => ParameterSource.Client,
        _ when KnownTypes.CancellationToken.Matches(type) => ParameterSource.CancellationToken,
        _ when KnownTypes.Ack.Matches(type) => ParameterSource.Ack,
        _ => null,
    };

    private static ParameterBinding FindUndecorated(IParameterSymbol parameter, ParameterSource? implied)
    {
        if (implied is { } source)
            return new(parameter, source);
        if (KnownTypes.AsyncEnumerable.Matches(parameter.Type))
            return FindStream(parameter, ((INamedTypeSymbol)parameter.Type).TypeArguments[0]);
        if (KnownTypes.ChannelReader.Matches(parameter.Type))
            return Unsupported(parameter, "a stream of the client arrives as an IAsyncEnumerable<T>; change its type");
        if (KnownTypes.GatewayContext.Matches(parameter.Type))
            return Unsupported(parameter, "the context is for what stands around a handler; take what it holds: the client, [MessageName], [Ack] or [FromServices]");

        return PayloadTypes.IsSupported(parameter.Type)
            ? Unsupported(parameter, "it says not where its value comes from; add [MessageBody] or [FromServices]")
            : NothingBinds(parameter, parameter.Type);
    }

    private static ParameterBinding FindStream(IParameterSymbol parameter, ITypeSymbol item)
    {
        if (parameter.HasExplicitDefaultValue || parameter.NullableAnnotation == NullableAnnotation.Annotated)
            return Unsupported(parameter, "a stream of the client is never missing; remove the question mark or the default");

        return PayloadTypes.IsSupported(item) ? new(parameter, ParameterSource.Stream) : NothingBinds(parameter, item);
    }

    private static ParameterBinding FindBody(IParameterSymbol parameter, AttributeData attribute)
    {
        var pipes = ParameterPipes.Of(parameter);
        if (!PayloadTypes.IsSupported(pipes.BoundType))
            return NothingBinds(parameter, pipes.BoundType);

        return attribute.FirstText() is { } property
            ? new(parameter, ParameterSource.Property) { Attribute = attribute, Name = property, Pipes = pipes }
            : new(parameter, ParameterSource.Body) { Attribute = attribute, Pipes = pipes };
    }

    private static ParameterBinding FindRoute(IParameterSymbol parameter, AttributeData attribute)
    {
        if (!IsText(parameter.Type) && !IsParsable(parameter.Type))
            return Unsupported(parameter, "a route parameter is a string or a type that parses itself (IParsable<T>); change its type");

        var name = attribute.FirstText() ?? attribute.Named("Name")?.Value as string ?? parameter.Name;
        return new(parameter, ParameterSource.Route) { Attribute = attribute, Name = name };
    }

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;

    private static bool IsParsable(ITypeSymbol type)
    {
        var parsed = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return parsed.AllInterfaces.Any(contract => KnownTypes.Parsable.Matches(contract) && SymbolEqualityComparer.Default.Equals(contract.TypeArguments[0], parsed));
    }

    private static ParameterBinding FindKeyed(IParameterSymbol parameter, AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum or TypedConstantKind.Type } key
            ? new(parameter, ParameterSource.KeyedService) { Attribute = attribute, Key = key }
            : Unsupported(parameter, "its service has no key to inherit; name the key");

    private static ParameterBinding NothingBinds(IParameterSymbol parameter, ITypeSymbol type) =>
        Unsupported(parameter, $"nothing binds to '{type.ToDisplayString()}'; use a type that can be serialised or injected");

    private static ParameterBinding Unsupported(IParameterSymbol parameter, string problem) =>
        new(parameter, ParameterSource.Unsupported) { Problem = problem };
}
