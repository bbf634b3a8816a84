using System.Reflection;
using Xunit.Sdk;

namespace Gateways.Conformance.Tests;

/// <summary>Each version of socket.io-client with each of its transports.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CombinatorialVersionsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from version in (string[])["socket.io-client", "socket.io-client-4.7", "socket.io-client-4.6", "socket.io-client-4.4", "socket.io-client-4.0"]
        from transport in (string[])["websocket", "polling", "upgrade"]
        select (object[])[version, transport];
}
