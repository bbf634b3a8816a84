using Gateways.Framing;
using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.EngineIO;

/// <summary>The HTTP answers of Engine.IO that carry no packets, byte for byte as clients know them.</summary>
internal static class EngineIOAnswers
{
    /// <summary>
    /// Refuses a request. One that wants a WebSocket gets the text alone, with status 400 nearly whatever the reason; any other gets
    /// <code>{"code":N,"message":TEXT}</code>
    /// </summary>
    public static Task RefuseAsync(HttpContext context, EngineIOError error)
    {
        var response = context.Response;
        if (WebSocketLink.IsRequest(context))
        {
            response.StatusCode = error.UpgradeStatus;
            response.ContentType = "text/html";
            if (context.Request.Protocol == HttpProtocol.Http11)
            {
                response.Headers.Connection = "close";
            }

            return WriteAsync(response, System.Text.Encoding.UTF8.GetBytes(error.Message));
        }

        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        return WriteAsync(response, error.ToJson());
    }

    /// <summary>Says that a body was taken.</summary>
    public static Task OkAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        context.Response.Headers.CacheControl = "no-store";
        return WriteAsync(context.Response, "ok"u8.ToArray());
    }

    /// <summary>Answers with a status and nothing else.</summary>
    public static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>The encoding to compress with: gzip before deflate; null when the client reads neither.</summary>
    public static string? SelectEncoding(HttpRequest request)
    {
        var (gzip, deflate) = (false, false);
        foreach (var accepted in request.GetTypedHeaders().AcceptEncoding)
        {
            if (accepted.Quality is not 0)
            {
                gzip |= accepted.Value == "gzip";
                deflate |= accepted.Value == "deflate";
            }
        }

        return gzip ? "gzip" : deflate ? "deflate" : null;
    }

    private static Task WriteAsync(HttpResponse response, byte[] body)
    {
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }
}
