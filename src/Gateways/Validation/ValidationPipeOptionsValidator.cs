using System.Globalization;
using Microsoft.Extensions.Options;

namespace Gateways.Validation;

/// <summary>Names every option that makes no sense, with its value and what to do.</summary>
internal sealed class ValidationPipeOptionsValidator : IValidateOptions<ValidationPipeOptions>
{
    public ValidateOptionsResult Validate(string? name, ValidationPipeOptions options)
    {
        var failures = new List<string>();
        if (options.MaxErrors < 1)
        {
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"ValidationPipeOptions.MaxErrors is '{options.MaxErrors}': make it at least 1."));
        }

        if (options.RuleSets.Any(string.IsNullOrWhiteSpace))
        {
            failures.Add("ValidationPipeOptions.RuleSets has an empty name: name the rule set, or write 'default' for the rules outside any set.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
