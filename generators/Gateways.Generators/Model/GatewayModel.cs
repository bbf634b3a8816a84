namespace Gateways.Generators.Model;

/// <summary>Everything the generator writes about one gateway.</summary>
/// <param name="HintName">The generated file's name, without its ending.</param>
/// <param name="Namespace">The C# namespace; empty for the global one.</param>
/// <param name="ContainingTypes">The types around the class, outermost first, as they are declared: <c>partial class Outer</c>.</param>
/// <param name="ClassName">The class.</param>
/// <param name="FullName">The class with its namespace and <c>global::</c>.</param>
/// <param name="IsPublic">Whether other assemblies see the class.</param>
/// <param name="Path">The gateway's path.</param>
/// <param name="Lifetime">An expression; null for the default.</param>
/// <param name="MaxConcurrency">1 by default.</param>
/// <param name="Transports">An expression; null for the default.</param>
/// <param name="Port">The port of its own; 0 for none.</param>
/// <param name="Enhancers">What the class and its bases declare around all handlers, clients and emits.</param>
/// <param name="Metadata">The other attributes of the class and its bases, as expressions.</param>
/// <param name="Hooks">The names of the flags.</param>
/// <param name="Contracts">The types that are serialised.</param>
/// <param name="Handlers">The handlers.</param>
/// <param name="Events">The typed events; null for a gateway with untyped emits.</param>
/// <param name="ServerProperties">The properties that ask for the server.</param>
/// <param name="CallsObsolete">Whether the generated code has to name something obsolete.</param>
internal sealed record GatewayModel(
    string HintName,
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string ClassName,
    string FullName,
    bool IsPublic,
    string Path,
    string? Lifetime,
    int MaxConcurrency,
    string? Transports,
    int Port,
    EquatableArray<EnhancerModel> Enhancers,
    EquatableArray<string> Metadata,
    EquatableArray<string> Hooks,
    EquatableArray<ContractModel> Contracts,
    EquatableArray<HandlerModel> Handlers,
    EventsModel? Events,
    EquatableArray<ServerPropertyModel> ServerProperties,
    bool CallsObsolete);
