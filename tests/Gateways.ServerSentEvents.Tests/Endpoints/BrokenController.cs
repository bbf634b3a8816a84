using Microsoft.AspNetCore.Mvc;

namespace Gateways.ServerSentEvents.Tests.Endpoints;

/// <summary>What cannot be streamed.</summary>
[Route("broken")]
public sealed class BrokenController : ControllerBase
{
    [Sse]
    public int Number() => 1;
}
