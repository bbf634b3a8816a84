using Gateways.Hosting;

namespace Gateways.Validation;

/// <summary>Names every option of validation pipes that makes no sense.</summary>
internal sealed class ValidationPipeOptionsValidator : OptionsValidator<ValidationPipeOptions>
{
    protected override void Check(ValidationPipeOptions options, OptionFaults faults)
    {
        faults.Count(nameof(options.MaxErrors), options.MaxErrors);
        if (options.RuleSets.FirstOrDefault(string.IsNullOrWhiteSpace) is { } empty)
        {
            faults.Add(nameof(options.RuleSets), empty, "name the rule set, or write 'default' for the rules outside any set");
        }
    }
}
