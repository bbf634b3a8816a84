using System.Security.Claims;
using System.Security.Principal;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Dispatch;

/// <summary>
/// Types whose values are alive, and not data, though JSON contracts can be made for many of them: their getters wait, open or count something, or lead to another client's secrets.
/// </summary>
internal static class LiveTypes
{
    private static readonly Type[] Roots =
    [
        typeof(IDisposable), typeof(IAsyncDisposable), typeof(IAsyncResult), typeof(Delegate), typeof(Exception), typeof(IServiceProvider), typeof(IPrincipal), typeof(IIdentity), typeof(Claim),
        typeof(IGatewayClient), typeof(GatewayHandshake), typeof(CancellationToken), typeof(ValueTask),
    ];

    /// <summary>Makes no contract for such a type, nor for one that has it as a property: <c>[JsonIgnore]</c> on the property makes it data again.</summary>
    /// <exception cref="NotSupportedException">It is one.</exception>
    public static void Refuse(JsonTypeInfo contract)
    {
        if (IsLive(contract.Type))
        {
            throw new NotSupportedException($"{contract.Type} is alive, and not data.");
        }

        foreach (var property in contract.Properties)
        {
            if (property.Get is not null && IsLive(property.PropertyType))
            {
                throw new NotSupportedException($"{contract.Type}.{property.Name} is a {property.PropertyType}, which is alive, and not data.");
            }
        }
    }

    private static bool IsLive(Type type) =>
        type != typeof(JsonDocument)
        && (Array.Exists(Roots, root => root.IsAssignableFrom(type)) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)));
}
