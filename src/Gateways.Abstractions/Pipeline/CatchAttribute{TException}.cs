namespace Gateways;

/// <summary>Says that an exception filter takes exceptions of a type and of types derived from it. May stand several times; without it a filter takes all.</summary>
/// <typeparam name="TException">The type.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class CatchAttribute<TException> : CatchAttribute
    where TException : Exception
{
    /// <inheritdoc/>
    public override Type ExceptionType => typeof(TException);

    /// <inheritdoc/>
    public override bool Matches(Exception exception) => exception is TException;
}
