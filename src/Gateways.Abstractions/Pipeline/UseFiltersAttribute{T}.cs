using System.Diagnostics.CodeAnalysis;

namespace Gateways;

/// <summary>Puts an exception filter around the handlers of a gateway, or around one handler. May stand several times: of several filters the last declared is asked first.</summary>
/// <typeparam name="T">The exception filter: taken from the service provider where it is registered, else created once.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class UseFiltersAttribute<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> : Attribute
    where T : class, IExceptionFilter;
