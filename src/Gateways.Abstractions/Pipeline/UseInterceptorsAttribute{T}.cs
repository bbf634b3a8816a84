using System.Diagnostics.CodeAnalysis;

namespace Gateways;

/// <summary>Puts an interceptor around the handlers of a gateway, or around one handler. May stand several times: interceptors wrap in their order of declaration, the first one outermost.</summary>
/// <typeparam name="T">The interceptor: taken from the service provider where it is registered, else created once.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class UseInterceptorsAttribute<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> : Attribute
    where T : class, IInterceptor;
