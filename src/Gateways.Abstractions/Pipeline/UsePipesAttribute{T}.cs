using System.Diagnostics.CodeAnalysis;

namespace Gateways;

/// <summary>
/// Sends the body parameters of a gateway's handlers, of one handler, or one parameter through a pipe. May stand several times: pipes run in their order of declaration.
/// </summary>
/// <typeparam name="T">
/// An <see cref="IPipe"/>; on a parameter also an <see cref="IPipe{TInput, TOutput}"/>. Taken from the service provider where it is registered, else created once.
/// </typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class UsePipesAttribute<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> : Attribute
    where T : class;
