namespace Gateways.Benchmarks.Tests;

/// <summary>A test that opens sockets with epoll and reads <c>/proc</c>; elsewhere it is skipped, visibly.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "the load generator needs Linux: epoll and /proc";
        }
    }
}
