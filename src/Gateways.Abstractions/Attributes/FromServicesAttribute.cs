namespace Gateways;

/// <summary>
/// Binds a handler's parameter from the service provider. A handler that has one runs in a scope of its own, disposed when the handler ends.
/// The attribute of ASP.NET Core MVC and <c>[FromKeyedServices]</c> are understood too.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromServicesAttribute : Attribute;
