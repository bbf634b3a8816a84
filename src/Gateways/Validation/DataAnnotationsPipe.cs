using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Gateways.Infrastructure;
using Gateways.Validation;
using Microsoft.Extensions.Options;

namespace Gateways;

/// <summary>
/// Checks what a handler's parameter was bound to with the attributes of <c>System.ComponentModel.DataAnnotations</c> on its type, at any depth, on properties and on the
/// parameters of a record, and with <see cref="IValidatableObject"/>. What is wrong is told as <see cref="WsValidationException"/>, in the names of the wire; the handler then does not run.
/// </summary>
/// <remarks>
/// Needs no registration: declare it for all gateways (<c>AddGateways(options => options.Pipes.Add&lt;DataAnnotationsPipe&gt;())</c>), for a gateway, a handler or a parameter
/// (<c>[UsePipes&lt;DataAnnotationsPipe&gt;]</c>), and set what it does with <see cref="ValidationPipeOptions"/> and <see cref="ValidateAttribute"/>. Walks the JSON contract of the type: what is not on
/// the wire is not checked, and nothing is looked up by reflection per message. The code of an error is the attribute's name: <c>required</c>, <c>string_length</c>; <c>invalid</c> for what
/// <see cref="IValidatableObject"/> says. A property that lacks a required value is not checked further, and an object's own rules run when its properties are right.
/// </remarks>
public sealed class DataAnnotationsPipe : IPipe
{
    private readonly ValidationPipeOptions _options;
    private readonly AnnotatedTypes _types = new();
    private readonly ConcurrentDictionary<ValidateAttribute, ValidationPipeOptions> _applied = new(ReferenceEqualityComparer.Instance);

    /// <summary>Made by the engine.</summary>
    public DataAnnotationsPipe(IOptions<ValidationPipeOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
    }

    /// <inheritdoc/>
    public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context)
    {
        if (value is null || !context.Message.JsonOptions.TryGetTypeInfo(typeof(T), out var contract))
        {
            return new ValueTask<T?>(value);
        }

        var options = OptionsOf(context.Message);
        var type = _types.Find(contract);
        if (type is { HasRules: true } || options.ForbidUnknownMembers)
        {
            var errors = new ValidationErrors(options, contract, context.Parameter.Path);
            if (options.ForbidUnknownMembers)
            {
                errors.AddUnknownMembers(context.GetRawValue());
            }

            if (type is { HasRules: true })
            {
                new AnnotationWalk(errors, context.Message).Visit(value, type);
            }

            errors.ThrowIfAny();
        }

        return new ValueTask<T?>(value);
    }

    private ValidationPipeOptions OptionsOf(GatewayContext message) => message.GetMetadata<ValidateAttribute>() is { } attribute
        ? _applied.GetOrAdd(attribute, static (attribute, options) => attribute.Apply(options), _options)
        : _options;
}
