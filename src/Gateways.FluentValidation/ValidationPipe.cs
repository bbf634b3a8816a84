using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;
using Gateways.Infrastructure;
using Gateways.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateways;

/// <summary>
/// Checks what a handler's parameter was bound to with the <see cref="IValidator{T}"/> of its type, taken from the message's services; of a list whose type has none, every item with the
/// validator of the items' type. A type without a validator passes. What is wrong is told as <see cref="WsValidationException"/>, in the names of the wire; the handler then does not run.
/// </summary>
/// <remarks>
/// Declare it for all gateways (<c>AddGateways(options => options.Pipes.Add&lt;ValidationPipe&gt;())</c>), for a gateway, a handler or a parameter
/// (<c>[UsePipes&lt;ValidationPipe&gt;]</c>), and set what it does with <see cref="ValidationPipeOptions"/> and <see cref="ValidateAttribute"/>. Rules may be asynchronous.
/// </remarks>
public sealed class ValidationPipe : IPipe, IMessageScopeUser
{
    private readonly ValidatorRegistrations _validators;
    private readonly ValidationPlan _plan;
    private readonly ConcurrentDictionary<ValidateAttribute, ValidationPlan> _plans = new(ReferenceEqualityComparer.Instance);

    /// <summary>Made by the service provider; see <c>AddFluentValidation()</c>.</summary>
    /// <exception cref="InvalidOperationException"><c>AddFluentValidation()</c> was not called.</exception>
    public ValidationPipe(IOptions<ValidationPipeOptions> options, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        _plan = new ValidationPlan(options.Value);
        _validators = services.GetService<ValidatorRegistrations>()
            ?? throw new InvalidOperationException("ValidationPipe does not know the application's validators: call AddGateways().AddFluentValidation().");
    }

    /// <inheritdoc/>
    bool IMessageScopeUser.NeedsMessageScope => _validators.AreScoped;

    /// <inheritdoc/>
    public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context)
    {
        if (value is null)
        {
            return new ValueTask<T?>(value);
        }

        var message = context.Message;
        var plan = PlanOf(message);
        var validator = message.Services.GetService<IValidator<T>>();
        var itemValidator = validator is null && value is IEnumerable and not string ? FindItemValidator(typeof(T), message) : null;
        return validator is null && itemValidator is null && !plan.Options.ForbidUnknownMembers
            ? new ValueTask<T?>(value)
            : ValidateAsync(value, context, plan, validator, itemValidator);
    }

    private ValidationPlan PlanOf(GatewayContext message) => message.GetMetadata<ValidateAttribute>() is { } attribute
        ? _plans.GetOrAdd(attribute, static (attribute, pipe) => new ValidationPlan(attribute.Apply(pipe._plan.Options)), this)
        : _plan;

    private IValidator? FindItemValidator(Type type, GatewayContext message) =>
        message.JsonOptions.TryGetTypeInfo(type, out var contract)
        && contract is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } items }
        && _validators.Find(items) is { } service
            ? (IValidator?)message.Services.GetService(service)
            : null;

    private static async ValueTask<T?> ValidateAsync<T>(T value, PipeContext context, ValidationPlan plan, IValidator<T>? validator, IValidator? itemValidator)
    {
        var message = context.Message;
        var contract = message.JsonOptions.GetTypeInfo(typeof(T));
        var errors = new ValidationErrors(plan.Options, contract, context.Parameter.Path);
        if (plan.Options.ForbidUnknownMembers)
        {
            errors.AddUnknownMembers(context.GetRawValue());
        }

        if (validator is not null)
        {
            var result = await validator.ValidateAsync(plan.CreateContext(value), message.CancellationToken).ConfigureAwait(false);
            Add(result, "", errors, contract);
        }
        else if (itemValidator is not null)
        {
            await ValidateItemsAsync((IEnumerable)value!, itemValidator, plan, errors, contract, message.CancellationToken).ConfigureAwait(false);
        }

        errors.ThrowIfAny();
        return value;
    }

    private static async ValueTask ValidateItemsAsync(
        IEnumerable items, IValidator validator, ValidationPlan plan, ValidationErrors errors, JsonTypeInfo contract, CancellationToken cancellationToken)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (errors.IsFull)
            {
                return;
            }

            if (item is not null)
            {
                var result = await validator.ValidateAsync(plan.CreateContext(item), cancellationToken).ConfigureAwait(false);
                Add(result, string.Create(CultureInfo.InvariantCulture, $"[{index}]."), errors, contract);
            }

            index++;
        }
    }

    private static void Add(global::FluentValidation.Results.ValidationResult result, string within, ValidationErrors errors, JsonTypeInfo contract)
    {
        foreach (var failure in result.Errors)
        {
            errors.AddMember("", within + failure.PropertyName, contract, failure.ErrorCode ?? "invalid", failure.ErrorMessage ?? "");
        }
    }
}
