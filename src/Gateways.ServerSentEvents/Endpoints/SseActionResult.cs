using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Gateways.ServerSentEvents.Endpoints;

/// <summary>A result of minimal APIs as one of controllers.</summary>
internal sealed class SseActionResult(IResult result) : ActionResult
{
    public override Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
}
