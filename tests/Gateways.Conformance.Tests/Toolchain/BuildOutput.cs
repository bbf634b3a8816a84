using System.Reflection;

namespace Gateways.Conformance.Tests;

/// <summary>Where the build has put what the tests run; the project file writes it into this assembly.</summary>
internal static class BuildOutput
{
    public static string Find(string name) => Path.GetFullPath(
        typeof(BuildOutput).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!);
}
