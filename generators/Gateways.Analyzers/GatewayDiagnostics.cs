using Microsoft.CodeAnalysis;
using static Gateways.Analyzers.DiagnosticIds;

namespace Gateways.Analyzers;

/// <summary>Every diagnostic. A message names the symbol and says what to do; the page behind the link says why.</summary>
internal static partial class GatewayDiagnostics
{
    private const string Category = "Gateways";

    public static readonly DiagnosticDescriptor GatewayIsNotPartial = new(
        GTW0001_GatewayIsNotPartial,
        "A gateway must be partial",
        "The dispatcher of '{0}' is generated as a part of it; add the partial modifier to {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0001_GatewayIsNotPartial));

    public static readonly DiagnosticDescriptor GatewayHasUnsupportedShape = new(
        GTW0002_GatewayHasUnsupportedShape,
        "A gateway must be a class that can be created and registered",
        "'{0}' cannot be a gateway: it {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0002_GatewayHasUnsupportedShape));

    public static readonly DiagnosticDescriptor HandlerReturnsUnsupportedType = new(
        GTW0003_HandlerReturnsUnsupportedType,
        "A handler must return something that can be sent",
        "'{0}' on '{1}' returns '{2}'; return void, Task, ValueTask, a serialisable type, WsResponse<T>, or an IAsyncEnumerable<T> or IObservable<T> of one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0003_HandlerReturnsUnsupportedType));

    public static readonly DiagnosticDescriptor HandlerParameterIsUnsupported = new(
        GTW0004_HandlerParameterIsUnsupported,
        "A handler's parameter must be bound",
        "Parameter '{0}' of '{1}' on '{2}' cannot be bound: {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0004_HandlerParameterIsUnsupported));

    public static readonly DiagnosticDescriptor EventHasTwoHandlers = new(
        GTW0005_EventHasTwoHandlers,
        "An event must have one handler",
        "'{0}' and '{1}' on '{2}' both handle '{3}' and only '{0}' would be called; remove one or rename its event",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0005_EventHasTwoHandlers));

    public static readonly DiagnosticDescriptor EventNameIsReserved = new(
        GTW0006_EventNameIsReserved,
        "An event must have a name that can travel",
        "The event name '{0}' of '{1}' on '{2}' {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0006_EventNameIsReserved));

    public static readonly DiagnosticDescriptor HandlerMethodIsUnsupported = new(
        GTW0007_HandlerMethodIsUnsupported,
        "A handler must be a plain instance method",
        "'{0}' on '{1}' cannot be a handler: it {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0007_HandlerMethodIsUnsupported));

    public static readonly DiagnosticDescriptor HandlerIsAsyncVoid = new(
        GTW0008_HandlerIsAsyncVoid,
        "A handler or hook must not be async void",
        "'{0}' on '{1}' is async void, so nobody awaits it and its exception ends the process; return {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0008_HandlerIsAsyncVoid));

    public static readonly DiagnosticDescriptor EventsTypeIsNotAnInterface = new(
        GTW0009_EventsTypeIsNotAnInterface,
        "A gateway's events must be an interface",
        "'{0}' names '{1}' as its events, which the generator cannot implement; name an interface that is not local to its file",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0009_EventsTypeIsNotAnInterface));

    public static readonly DiagnosticDescriptor EventsMemberIsUnsupported = new(
        GTW0010_EventsMemberIsUnsupported,
        "A member of an events interface must be an event",
        "'{0}' of '{1}' cannot be emitted: it {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0010_EventsMemberIsUnsupported));

    public static readonly DiagnosticDescriptor EventIsDeclaredTwice = new(
        GTW0011_EventIsDeclaredTwice,
        "An event must be declared once",
        "'{0}' and '{1}' both emit '{2}', and clients cannot tell them apart; rename one or give it [Event]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0011_EventIsDeclaredTwice));

    public static readonly DiagnosticDescriptor ServerPropertyIsUnsupported = new(
        GTW0012_ServerPropertyIsUnsupported,
        "A server property must be settable and of a server's type",
        "'{0}' on '{1}' cannot receive the server: it {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0012_ServerPropertyIsUnsupported));

    public static readonly DiagnosticDescriptor PipeDoesNotFit = new(
        GTW0013_PipeDoesNotFit,
        "A pipe must fit where it stands",
        "The pipe '{0}' does not fit {1}: it {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0013_PipeDoesNotFit));

    public static readonly DiagnosticDescriptor GatewayHasTwoCatchAlls = new(
        GTW0014_GatewayHasTwoCatchAlls,
        "A gateway must have one catch-all handler",
        "'{0}' and '{1}' on '{2}' both take what no other handler does and only '{0}' would be called; remove one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0014_GatewayHasTwoCatchAlls));

    public static readonly DiagnosticDescriptor HandlerHasTwoSubscriptions = new(
        GTW0015_HandlerHasTwoSubscriptions,
        "A handler must be for one event or for all others",
        "'{0}' on '{1}' has both [SubscribeMessage] and [CatchAll]; keep one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0015_HandlerHasTwoSubscriptions));

    public static readonly DiagnosticDescriptor EnhancerCannotBeNamed = new(
        GTW0016_EnhancerCannotBeNamed,
        "What stands around a handler must be visible to generated code",
        "'{0}' around '{1}' cannot be named by the code generated for '{2}', so {3} is left out; make it, and the types around it, internal or public and not local to a file",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Of(GTW0016_EnhancerCannotBeNamed));
}
