using Gateways.Hosting;
using Gateways.Pipeline;
using Gateways.Dispatch;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.Connecting;

/// <summary>Everyone who may refuse a client of a namespace: connection middleware, then authorization, then guards. Made once, when the application starts.</summary>
internal sealed partial class ConnectPipeline(
    IReadOnlyList<ConnectionMiddleware> middleware, AuthorizationPolicy? policy, Enhancer<IConnectionGuard>[] guards, GatewayEngine engine, IServiceProvider services)
{
    public bool IsEmpty => middleware.Count == 0 && policy is null && guards.Length == 0;

    /// <summary>Asks, at most for the time there is. Who still thinks when the time is up keeps its services until it has done.</summary>
    /// <returns>The refusal, or null when nobody has refused.</returns>
    public async ValueTask<ConnectionRefusal?> RunAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        var scope = services.CreateAsyncScope();
        request.Scope = scope.ServiceProvider;
        using var timeout = new CancellationTokenSource(engine.Options.ConnectTimeout, engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var asking = NextAsync(request, 0, either.Token).AsTask();
        try
        {
            return await asking.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            Log.GuardTimeout(engine.DispatchLogger, request.Namespace, engine.Options.ConnectTimeout);
            return new ConnectionRefusal(CloseReason.ConnectTimeout, CloseReason.ConnectTimeout.Text);
        }
        catch (WsException refusal)
        {
            return ConnectionRefusal.From(refusal, engine.Json, engine.DispatchLogger);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.GuardFailed(engine.DispatchLogger, request.Namespace, error);
            return new ConnectionRefusal(CloseReason.InternalError, CloseReason.InternalError.Text);
        }
        finally
        {
            if (asking.IsCompleted)
            {
                await EndAsync(request, scope).ConfigureAwait(false);
            }
            else
            {
                _ = EndLateAsync(asking, request, scope);
            }
        }
    }

    /// <summary>Nobody waits for the verdict any more; what comes of it is only heard when it is a fault.</summary>
    private async Task EndLateAsync(Task<ConnectionRefusal?> asking, ConnectRequest request, AsyncServiceScope scope)
    {
        try
        {
            await asking.ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or WsException)
        {
            // It has been refused already.
        }
        catch (Exception error)
        {
            Log.GuardFailed(engine.DispatchLogger, request.Namespace, error);
        }

        try
        {
            await EndAsync(request, scope).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.GuardFailed(engine.DispatchLogger, request.Namespace, error);
        }
    }

    private static ValueTask EndAsync(ConnectRequest request, AsyncServiceScope scope)
    {
        request.Scope = null;
        return scope.DisposeAsync();
    }

    private async ValueTask<ConnectionRefusal?> NextAsync(ConnectRequest request, int index, CancellationToken cancellationToken)
    {
        if (index == middleware.Count)
        {
            return await AskAsync(request, cancellationToken).ConfigureAwait(false);
        }

        ConnectionRefusal? refusal = new(CloseReason.Refused, GuardResult.Deny().Message!);
        await middleware[index](request, async () => refusal = await NextAsync(request, index + 1, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return refusal;
    }

    private async ValueTask<ConnectionRefusal?> AskAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        if (policy is not null && !request.IsAuthorized)
        {
            var verdict = await request.Services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(request.User, request, policy).ConfigureAwait(false);
            if (!verdict.Succeeded)
            {
                return Refuse(request.User.Identity is { IsAuthenticated: true } ? GuardResult.Deny() : GuardResult.Unauthorized());
            }
        }

        foreach (var guard in guards)
        {
            var verdict = await guard.Get(request.Services).CanConnectAsync(request, cancellationToken).ConfigureAwait(false);
            if (!verdict.IsAllowed)
            {
                return Refuse(verdict);
            }
        }

        return request.Guard is { } own && await own(request, cancellationToken).ConfigureAwait(false) is { IsAllowed: false } denial ? Refuse(denial) : null;
    }

    private ConnectionRefusal Refuse(GuardResult verdict) =>
        new(verdict.IsUnauthorized ? CloseReason.Unauthorized : CloseReason.Refused, verdict.Message!, verdict.Data is null ? default : ExceptionPayload.SerializeOwn(verdict.Data, engine.Json, engine.DispatchLogger));

    private static partial class Log
    {
        [LoggerMessage(2021, LogLevel.Warning, "The connection guards of {Namespace} did not decide within {Timeout}; the client is refused.")]
        public static partial void GuardTimeout(ILogger logger, string @namespace, TimeSpan timeout);

        [LoggerMessage(2020, LogLevel.Error, "A connection guard or connection middleware of {Namespace} failed; the client is refused.")]
        public static partial void GuardFailed(ILogger logger, string @namespace, Exception error);
    }
}
