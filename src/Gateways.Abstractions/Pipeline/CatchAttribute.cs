namespace Gateways;

/// <summary>Says which exceptions a filter takes; see <see cref="CatchAttribute{TException}"/>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class CatchAttribute : Attribute
{
    private protected CatchAttribute()
    {
    }

    /// <summary>The type.</summary>
    public abstract Type ExceptionType { get; }

    /// <summary>Whether the filter takes an exception.</summary>
    public abstract bool Matches(Exception exception);
}
