namespace Gateways.Analyzers;

/// <summary>Number and name of every diagnostic. A number is never used again, not even after its diagnostic is gone.</summary>
internal static class DiagnosticIds
{
    public const string GTW0001_GatewayIsNotPartial = "GTW0001";
    public const string GTW0002_GatewayHasUnsupportedShape = "GTW0002";
    public const string GTW0003_HandlerReturnsUnsupportedType = "GTW0003";
    public const string GTW0004_HandlerParameterIsUnsupported = "GTW0004";
    public const string GTW0005_EventHasTwoHandlers = "GTW0005";
    public const string GTW0006_EventNameIsReserved = "GTW0006";
    public const string GTW0007_HandlerMethodIsUnsupported = "GTW0007";
    public const string GTW0008_HandlerIsAsyncVoid = "GTW0008";
    public const string GTW0009_EventsTypeIsNotAnInterface = "GTW0009";
    public const string GTW0010_EventsMemberIsUnsupported = "GTW0010";
    public const string GTW0011_EventIsDeclaredTwice = "GTW0011";
    public const string GTW0012_ServerPropertyIsUnsupported = "GTW0012";
    public const string GTW0013_PipeDoesNotFit = "GTW0013";
    public const string GTW0014_GatewayHasTwoCatchAlls = "GTW0014";
    public const string GTW0015_HandlerHasTwoSubscriptions = "GTW0015";
    public const string GTW0016_EnhancerCannotBeNamed = "GTW0016";

    public const string GTW1001_OverrideDropsSubscription = "GTW1001";
    public const string GTW1002_GatewayIsInjected = "GTW1002";
    public const string GTW1003_ExceptionEventIsSubscribed = "GTW1003";
    public const string GTW1004_SubscriptionHasNoEffect = "GTW1004";
    public const string GTW1005_InheritedHandlerIsUnreachable = "GTW1005";
    public const string GTW1006_HookIsNeverCalled = "GTW1006";
    public const string GTW1007_FilterIsUnreachable = "GTW1007";
    public const string GTW1008_CatchHasNoEffect = "GTW1008";
    public const string GTW1009_EnhancerCannotBeCreated = "GTW1009";
    public const string GTW1010_ValidatorIsMissing = "GTW1010";
    public const string GTW1011_PipelineBlocks = "GTW1011";
    public const string GTW1012_HubMemberIsUsed = "GTW1012";
    public const string GTW1013_PipeIsNeverRun = "GTW1013";
    public const string GTW1014_ResultIsDiscarded = "GTW1014";
    public const string GTW1015_AttributeHasNoEffect = "GTW1015";
    public const string GTW1016_OverrideDropsEnhancers = "GTW1016";
    public const string GTW1017_RouteParameterIsUnknown = "GTW1017";
}
