using Microsoft.Extensions.Options;

namespace Gateways.Hosting;

/// <summary>Refuses options that cannot work, before the application starts.</summary>
internal abstract class OptionsValidator<TOptions> : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = new OptionFaults(typeof(TOptions).Name);
        Check(options, faults);
        return faults.ToResult();
    }

    /// <summary>Looks at each option.</summary>
    protected abstract void Check(TOptions options, OptionFaults faults);
}
