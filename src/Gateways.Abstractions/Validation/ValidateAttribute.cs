using System.ComponentModel;

namespace Gateways;

/// <summary>
/// Overrides <see cref="ValidationPipeOptions"/> for the handlers of a gateway, or for one handler, wherever the validation pipe itself was declared. What it does not set stays as the
/// options say; the attribute of the method counts before that of the gateway.
/// </summary>
/// <param name="ruleSets">The rule sets of FluentValidation to run; see <see cref="ValidationPipeOptions.RuleSets"/>. None: as the options say.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ValidateAttribute(params string[] ruleSets) : Attribute
{
    private bool? _forbidUnknownMembers;
    private bool? _stopAtFirstError;

    /// <summary>The rule sets to run.</summary>
    public string[] RuleSets { get; } = ruleSets;

    /// <summary>See <see cref="ValidationPipeOptions.ForbidUnknownMembers"/>.</summary>
    public bool ForbidUnknownMembers
    {
        get => _forbidUnknownMembers ?? false;
        set => _forbidUnknownMembers = value;
    }

    /// <summary>See <see cref="ValidationPipeOptions.StopAtFirstError"/>.</summary>
    public bool StopAtFirstError
    {
        get => _stopAtFirstError ?? false;
        set => _stopAtFirstError = value;
    }

    /// <summary>The options as this attribute changes them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValidationPipeOptions Apply(ValidationPipeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var applied = new ValidationPipeOptions
        {
            ForbidUnknownMembers = _forbidUnknownMembers ?? options.ForbidUnknownMembers,
            StopAtFirstError = _stopAtFirstError ?? options.StopAtFirstError,
            MaxErrors = options.MaxErrors,
        };
        foreach (var ruleSet in RuleSets.Length > 0 ? RuleSets : options.RuleSets)
        {
            applied.RuleSets.Add(ruleSet);
        }

        return applied;
    }
}
