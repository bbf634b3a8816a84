using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Gateways.SocketIO;

/// <summary>Serves the browser client's files, which the application brings, under the path of Socket.IO, as Node's server does with its own. Anybody may load them, as any script.</summary>
internal static class SocketIOClientFiles
{
    private const string ScriptType = "application/javascript; charset=utf-8";
    private const string MapType = "application/json; charset=utf-8";
    private static readonly string[] Scripts = ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"];

    public static void Map(IEndpointRouteBuilder routes, string path, IFileProvider files)
    {
        foreach (var script in Scripts)
        {
            Map(routes, path, files, script, ScriptType);
            Map(routes, path, files, script + ".map", MapType);
        }
    }

    private static void Map(IEndpointRouteBuilder routes, string path, IFileProvider files, string name, string type)
    {
        RequestDelegate serve = context => ServeAsync(context, files.GetFileInfo(name), type);
        routes.MapMethods($"{path}/{name}", [HttpMethods.Get, HttpMethods.Head], serve).WithDisplayName($"{path}/{name} (Socket.IO client)");
    }

    private static Task ServeAsync(HttpContext context, IFileInfo file, string type)
    {
        if (!file.Exists || file.IsDirectory)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // Looked up again each time, as Node does: a page must not run with the client of the last release.
        context.Response.Headers.CacheControl = "public, max-age=0";
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{file.LastModified.UtcTicks:x}-{file.Length:x}\"");
        return TypedResults.Stream(file.CreateReadStream(), type, lastModified: file.LastModified, entityTag: new EntityTagHeaderValue(tag)).ExecuteAsync(context);
    }
}
