using FluentValidation;
using FluentValidation.Internal;

namespace Gateways.Validation;

/// <summary>How the bodies of some handlers are checked. Made once for each way there is.</summary>
internal sealed class ValidationPlan(ValidationPipeOptions options)
{
    /// <summary>Null: the rules outside any set, as FluentValidation has it. Selectors keep nothing, so that one serves all.</summary>
    private readonly IValidatorSelector? _selector = options.RuleSets.Count == 0 ? null : ValidatorOptions.Global.ValidatorSelectors.RulesetValidatorSelectorFactory([.. options.RuleSets]);

    public ValidationPipeOptions Options => options;

    public ValidationContext<T> CreateContext<T>(T value) => _selector is null ? new(value) : new(value, new PropertyChain(), _selector);
}
