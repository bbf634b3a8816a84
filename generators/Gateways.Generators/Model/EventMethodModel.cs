namespace Gateways.Generators.Model;

/// <summary>One event the server may emit.</summary>
/// <param name="EventName">Its name on the wire.</param>
/// <param name="InterfaceName">The interface that declares the method.</param>
/// <param name="MethodName">The method.</param>
/// <param name="ReturnType">What it returns.</param>
/// <param name="ReturnsTask">Whether that is a <c>Task</c> rather than a <c>ValueTask</c>.</param>
/// <param name="Parameters">Its parameters as they are declared: type and name.</param>
/// <param name="Payloads">The names of those that are sent.</param>
/// <param name="Token">The name of its cancellation token; null where it has none.</param>
internal sealed record EventMethodModel(
    string EventName,
    string InterfaceName,
    string MethodName,
    string ReturnType,
    bool ReturnsTask,
    EquatableArray<string> Parameters,
    EquatableArray<string> Payloads,
    string? Token);
