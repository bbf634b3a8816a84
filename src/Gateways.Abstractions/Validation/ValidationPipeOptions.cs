namespace Gateways;

/// <summary>
/// What a validation pipe checks and what it tells; <see cref="ValidateAttribute"/> overrides it for a gateway or a handler. The same options serve every validation pipe.
/// </summary>
/// <remarks>
/// NestJS's <c>whitelist</c> needs no switch: members that the body's type does not have are never bound. Nor does <c>transform</c>: a handler's parameter is an object of its own type
/// before any pipe sees it, and a body that does not fit is refused by then.
/// </remarks>
public sealed class ValidationPipeOptions
{
    /// <summary>
    /// Whether a body with members that its type does not have is refused, with an <c>unknown_member</c> error for each, at any depth. Default: false, they are ignored. A type with
    /// <c>[JsonExtensionData]</c> has room for all.
    /// </summary>
    public bool ForbidUnknownMembers { get; set; }

    /// <summary>Whether a client is told only the first error of each property, as with NestJS's option of this name. Default: false, all of them.</summary>
    public bool StopAtFirstError { get; set; }

    /// <summary>How many errors of one message a client is told at most. Default: 32. Checking ends there: a long list of bad items costs no more.</summary>
    public int MaxErrors { get; set; } = 32;

    /// <summary>
    /// The rule sets of FluentValidation to run; <c>default</c> stands for the rules outside any set, <c>*</c> for all rules. Default: none, which runs the rules outside any set.
    /// </summary>
    public IList<string> RuleSets { get; } = [];
}
