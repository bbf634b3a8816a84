using System.Reflection;

namespace Gateways.Pipeline;

/// <summary>A filter with the exceptions it wants. Its attributes are read once, when the application starts.</summary>
internal sealed class ExceptionFilter(Enhancer<IExceptionFilter> filter)
{
    private readonly CatchAttribute[] _catches = [.. filter.Type.GetCustomAttributes<CatchAttribute>(inherit: true)];

    public bool NeedsScope => filter.NeedsScope;

    public Type Type => filter.Type;

    public bool Takes(Exception exception) => _catches.Length == 0 || Array.Exists(_catches, one => one.Matches(exception));

    public IExceptionFilter Get(IServiceProvider scope) => filter.Get(scope);
}
