using System.Diagnostics.CodeAnalysis;

namespace Gateways;

/// <summary>Lets a guard decide who may connect to a gateway. May stand several times: guards run in their order of declaration, after the global ones.</summary>
/// <typeparam name="T">The guard: taken from the service provider where it is registered, else created once.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class UseConnectionGuardsAttribute<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> : Attribute
    where T : class, IConnectionGuard;
