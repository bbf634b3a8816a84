using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Validation;

/// <summary>The types of bodies with their rules, each read once. There are as many as handlers have parameters, and what these are made of.</summary>
internal sealed class AnnotatedTypes
{
    private readonly ConcurrentDictionary<Type, AnnotatedType> _types = [];

    /// <summary>A contract's type; null for what cannot be looked into.</summary>
    public AnnotatedType? Find(JsonTypeInfo? contract) =>
        Contracts.Unwrap(contract) is { } known ? _types.GetOrAdd(known.Type, static (_, state) => new AnnotatedType(state.known, state.types), (known, types: this)) : null;
}
