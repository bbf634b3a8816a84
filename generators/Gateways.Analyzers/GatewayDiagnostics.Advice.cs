using Microsoft.CodeAnalysis;
using static Gateways.Analyzers.DiagnosticIds;

namespace Gateways.Analyzers;

/// <content>Advice: what compiles and runs, and is hardly meant.</content>
internal static partial class GatewayDiagnostics
{
    public static readonly DiagnosticDescriptor OverrideDropsSubscription = new(
        GTW1001_OverrideDropsSubscription,
        "An override drops its subscription",
        "'{0}' on '{1}' overrides the handler of '{2}' and so removes it; repeat the attribute to keep it",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1001_OverrideDropsSubscription));

    public static readonly DiagnosticDescriptor GatewayIsInjected = new(
        GTW1002_GatewayIsInjected,
        "A gateway should not be injected",
        "'{0}' takes the gateway '{1}' itself; take {2} to emit from",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1002_GatewayIsInjected));

    public static readonly DiagnosticDescriptor ExceptionEventIsSubscribed = new(
        GTW1003_ExceptionEventIsSubscribed,
        "The event 'exception' is the server's",
        "'{0}' on '{1}' handles 'exception', which is what the server sends its own errors as; choose another name",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1003_ExceptionEventIsSubscribed));

    public static readonly DiagnosticDescriptor SubscriptionHasNoEffect = new(
        GTW1004_SubscriptionHasNoEffect,
        "A subscription outside a gateway has no effect",
        "'{0}' is on '{1}', which is no gateway and can be the base of none; add [WebSocketGateway] to '{1}' or remove the attribute",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1004_SubscriptionHasNoEffect));

    public static readonly DiagnosticDescriptor InheritedHandlerIsUnreachable = new(
        GTW1005_InheritedHandlerIsUnreachable,
        "An inherited handler cannot be called",
        "'{0}' inherits the handler '{1}' of '{2}', which it cannot call; make '{1}' protected",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1005_InheritedHandlerIsUnreachable));

    public static readonly DiagnosticDescriptor HookIsNeverCalled = new(
        GTW1006_HookIsNeverCalled,
        "A hook without its interface is never called",
        "'{0}' on '{1}' looks like a hook, but nobody calls it; implement {2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1006_HookIsNeverCalled));

    public static readonly DiagnosticDescriptor FilterIsUnreachable = new(
        GTW1007_FilterIsUnreachable,
        "An exception filter behind another never runs",
        "'{0}' on '{1}' is never asked: '{2}', declared after it, is asked first and decides all that it would; {3}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1007_FilterIsUnreachable));

    public static readonly DiagnosticDescriptor CatchHasNoEffect = new(
        GTW1008_CatchHasNoEffect,
        "[Catch] outside an exception filter has no effect",
        "'{0}' is no exception filter, so its [Catch] has no effect; implement IExceptionFilter or remove the attribute",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1008_CatchHasNoEffect));

    public static readonly DiagnosticDescriptor EnhancerCannotBeCreated = new(
        GTW1009_EnhancerCannotBeCreated,
        "A guard, interceptor, pipe or filter should be creatable",
        "'{0}' around '{1}' {2}, so it can only come from the service provider; {3}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1009_EnhancerCannotBeCreated));

    public static readonly DiagnosticDescriptor ValidatorIsMissing = new(
        GTW1010_ValidatorIsMissing,
        "A validated body should have a validator",
        "'{0}' on '{1}' is validated, but there is no validator for '{2}'; add an AbstractValidator<{2}> or remove the pipe",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1010_ValidatorIsMissing));

    public static readonly DiagnosticDescriptor PipelineBlocks = new(
        GTW1011_PipelineBlocks,
        "Handlers and what stands around them should not block",
        "'{0}' blocks the thread '{1}' on '{2}' runs on, and with it other clients; await {3}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1011_PipelineBlocks));

    public static readonly DiagnosticDescriptor HubMemberIsUsed = new(
        GTW1012_HubMemberIsUsed,
        "A gateway is not a hub",
        "'{0}' is a hub's; in a gateway use {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1012_HubMemberIsUsed));

    public static readonly DiagnosticDescriptor PipeIsNeverRun = new(
        GTW1013_PipeIsNeverRun,
        "A pipe on a parameter that is not bound from the body never runs",
        "'{0}' of '{1}' on '{2}' is not bound from the body, so the pipe '{3}' never runs; remove it",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1013_PipeIsNeverRun));

    public static readonly DiagnosticDescriptor ResultIsDiscarded = new(
        GTW1014_ResultIsDiscarded,
        "What a handler with an ack returns is discarded",
        "'{0}' on '{1}' answers by its IAck, so what it returns is discarded; return void or Task, or send it with the ack",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1014_ResultIsDiscarded));

    public static readonly DiagnosticDescriptor AttributeHasNoEffect = new(
        GTW1015_AttributeHasNoEffect,
        "An attribute for handlers has no effect elsewhere",
        "'{0}' on '{1}' is no handler, so {2} has no effect; {3}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1015_AttributeHasNoEffect));

    public static readonly DiagnosticDescriptor OverrideDropsEnhancers = new(
        GTW1016_OverrideDropsEnhancers,
        "An override drops what stands around its handler",
        "'{0}' on '{1}' overrides a handler with {2} and so drops it; repeat the attribute to keep it",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1016_OverrideDropsEnhancers));

    public static readonly DiagnosticDescriptor RouteParameterIsUnknown = new(
        GTW1017_RouteParameterIsUnknown,
        "A route parameter should be in the path",
        "Parameter '{0}' of '{1}' is bound to '{2}', which is not in the path '{3}' of '{4}'; add it there or rename it",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW1017_RouteParameterIsUnknown));
}
