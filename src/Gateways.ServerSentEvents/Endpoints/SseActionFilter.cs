using System.Diagnostics.CodeAnalysis;
using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Gateways.ServerSentEvents.Endpoints;

/// <summary>Finds out what an action with <see cref="SseAttribute"/> streams.</summary>
internal static class SseActionFilter
{
    private static readonly Type[] Wrappers = [typeof(Task<>), typeof(ValueTask<>), typeof(ActionResult<>)];
    private static readonly Type[] Streams = [typeof(IObservable<>), typeof(IAsyncEnumerable<>)];

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Controllers need reflection in any case; AddControllers() says so. Minimal APIs have TypedResults.Sse.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Interfaces of types that controllers return; AddControllers() is not for trimmed applications.")]
    [UnconditionalSuppressMessage("Trimming", "IL2065", Justification = "Interfaces of types that controllers return; AddControllers() is not for trimmed applications.")]
    public static IFilterMetadata Create(ActionModel action, string? eventType, TimeSpan keepAlive)
    {
        var type = action.ActionMethod.ReturnType;
        while (type.IsGenericType && Wrappers.Contains(type.GetGenericTypeDefinition()))
        {
            type = type.GenericTypeArguments[0];
        }

        var stream = ((Type[])[type, .. type.GetInterfaces()]).FirstOrDefault(static one => one.IsGenericType && Streams.Contains(one.GetGenericTypeDefinition()))
            ?? throw new InvalidOperationException(
                $"'{action.ActionMethod.Name}' on '{action.Controller.ControllerType}' has [Sse] but returns '{action.ActionMethod.ReturnType}'; return IObservable<T> or IAsyncEnumerable<T>.");
        var item = stream.GenericTypeArguments[0];
        item = item.IsGenericType && item.GetGenericTypeDefinition() == typeof(SseItem<>) ? item.GenericTypeArguments[0] : item;
        return (IFilterMetadata)Activator.CreateInstance(typeof(SseActionFilter<>).MakeGenericType(item), eventType, keepAlive)!;
    }
}
