using Gateways.Dispatch;
using Gateways.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.Pipeline;

/// <summary>
/// Runs one message through what stands around its handler: middleware, authorization, guards, interceptors; then, should anything have gone wrong, filters. Pipes are called by
/// generated code, between binding and handler.
/// </summary>
internal static partial class PipelineRunner
{
    /// <returns>The result; where it is an error, <see cref="DispatchContext.Failure"/> says which.</returns>
    public static async ValueTask<MessageResult> RunAsync(DispatchContext message, HandlerPipeline pipeline)
    {
        var context = message.NeedStages();
        try
        {
            var result = pipeline.Middleware.Count == 0
                ? await RunStagesAsync(message, context, pipeline).ConfigureAwait(false)
                : await RunMiddlewareAsync(message, context, pipeline, 0).ConfigureAwait(false);
            if (message.Failure is null)
            {
                return result;
            }
        }
        catch (Exception error) when (pipeline.Filters.Length > 0 && !message.Sender.IsDeparture(error))
        {
            message.Failure = error;
        }

        return await FilterAsync(message, context, pipeline).ConfigureAwait(false);
    }

    /// <summary>Asks the filters what becomes of an error that has come after the handler returned: one of its stream.</summary>
    public static async ValueTask<(MessageResult Result, Exception? Error)> FilterAsync(DispatchContext message, Exception error)
    {
        if (message.Handler is not { Pipeline: { Filters.Length: > 0 } pipeline })
        {
            return (MessageResult.Empty, error);
        }

        message.Failure = error;
        var result = await FilterAsync(message, message.NeedStages(), pipeline).ConfigureAwait(false);
        return (result, message.Failure);
    }

    private static async ValueTask<MessageResult> RunMiddlewareAsync(DispatchContext message, HandlerContext context, HandlerPipeline pipeline, int index)
    {
        if (index == pipeline.Middleware.Count)
        {
            return await RunStagesAsync(message, context, pipeline).ConfigureAwait(false);
        }

        var result = MessageResult.Empty;
        await pipeline.Middleware[index](context, NextAsync).ConfigureAwait(false);
        return result;

        async ValueTask NextAsync()
        {
            context.Enter();
            try
            {
                result = await RunMiddlewareAsync(message, context, pipeline, index + 1).ConfigureAwait(false);
            }
            finally
            {
                context.Leave();
            }
        }
    }

    private static ValueTask<MessageResult> RunStagesAsync(DispatchContext message, HandlerContext context, HandlerPipeline pipeline) => message.Handler switch
    {
        null => UnknownAsync(message),
        _ when pipeline.Policy is null && pipeline.Guards.Length == 0 => HandleAsync(message, context, pipeline),
        _ => CheckAsync(message, context, pipeline),
    };

    private static async ValueTask<MessageResult> CheckAsync(DispatchContext message, HandlerContext context, HandlerPipeline pipeline)
    {
        var verdict = pipeline.Policy is { } policy ? await AuthorizeAsync(context, policy).ConfigureAwait(false) : GuardResult.Allow;
        foreach (var guard in pipeline.Guards)
        {
            if (!verdict.IsAllowed)
            {
                break;
            }

            verdict = guard.OncePerClient
                ? await RememberAsync(context, guard).ConfigureAwait(false)
                : await guard.Get(context.Services).CanActivateAsync(context).ConfigureAwait(false);
        }

        if (verdict.IsAllowed)
        {
            return await HandleAsync(message, context, pipeline).ConfigureAwait(false);
        }

        // An object, not a throw: filters see it as they see every error.
        message.Failure = new GuardDeniedException(verdict);
        return MessageResult.Empty;
    }

    private static ValueTask<MessageResult> HandleAsync(DispatchContext message, HandlerContext context, HandlerPipeline pipeline) =>
        pipeline.Interceptors.Length == 0 ? message.Handler!.Member.CallAsync(message) : InterceptAsync(message, context);

    private static async ValueTask<MessageResult> InterceptAsync(DispatchContext message, HandlerContext context) =>
        message.Accept(await context.InvokeAsync(0).ConfigureAwait(false));

    private static async ValueTask<GuardResult> RememberAsync(HandlerContext context, Enhancer<IGuard> guard)
    {
        var user = context.Sender.User;
        if (context.Sender.Remembers(guard, user))
        {
            return GuardResult.Allow;
        }

        var verdict = await guard.Get(context.Services).CanActivateAsync(context).ConfigureAwait(false);
        if (verdict.IsAllowed)
        {
            context.Sender.Remember(guard, user);
        }

        return verdict;
    }

    private static async ValueTask<GuardResult> AuthorizeAsync(HandlerContext context, AuthorizationPolicy policy)
    {
        var user = context.Client.User;
        var verdict = await context.Services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, context, policy).ConfigureAwait(false);
        return verdict.Succeeded ? GuardResult.Allow : user.Identity is { IsAuthenticated: true } ? GuardResult.Deny() : GuardResult.Unauthorized();
    }

    private static ValueTask<MessageResult> UnknownAsync(DispatchContext message)
    {
        message.Sender.OnUnknown(message);
        return default;
    }

    private static async ValueTask<MessageResult> FilterAsync(DispatchContext message, HandlerContext context, HandlerPipeline pipeline)
    {
        var error = message.Failure!;
        foreach (var filter in pipeline.Filters)
        {
            if (!filter.Takes(error))
            {
                continue;
            }

            try
            {
                var verdict = await filter.Get(context.Services).CatchAsync(error, context).ConfigureAwait(false);
                switch (verdict.Kind)
                {
                    case FilterResultKind.Error:
                        message.Failure = (WsException)verdict.Content!;
                        return MessageResult.Empty;
                    case FilterResultKind.Handled:
                        message.IsToldByFilter = true;
                        return MessageResult.Empty;
                    case FilterResultKind.Value:
                        var result = message.Accept(verdict.Content);
                        message.Failure = null;
                        return result;
                }
            }
            catch (Exception failure) when (!message.Sender.IsDeparture(failure))
            {
                Log.FilterFailed(message.Sender.Engine.DispatchLogger, filter.Type.Name, context.EventName, failure);
                break;
            }
        }

        return MessageResult.Empty;
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Error, "The exception filter {Filter} failed on an error of '{Event}'; the error is told as if there were no filter.")]
        public static partial void FilterFailed(ILogger logger, string filter, string @event, Exception error);
    }
}
