using System.Diagnostics.CodeAnalysis;

namespace Gateways;

/// <summary>Wraps everything that is emitted in a gateway's namespace. May stand several times: the first one is outermost.</summary>
/// <typeparam name="T">The interceptor: taken from the service provider where it is registered, else created once.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class UseOutgoingInterceptorsAttribute<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> : Attribute
    where T : class, IOutgoingInterceptor;
