using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Chat;

/// <summary>
/// What the presence gateway knows, over plain HTTP. Open to anyone, on purpose: the exercise this sample solves asks for a token from those who are seen, at the gateway, and not from those who
/// look. Where names are nobody's business, <c>[Authorize]</c> in the place of <c>[AllowAnonymous]</c> asks for the same token.
/// </summary>
[ApiController]
[AllowAnonymous]
[Route("documents")]
public sealed class DocumentsController(PresenceService presence) : ControllerBase
{
    [HttpGet("{id}/presence")]
    public async Task<PresenceUpdated> GetPresence([StringLength(DocumentReference.MaxLength)] string id, CancellationToken cancellationToken) =>
        new(id, await presence.ReadUsersAsync(id, cancellationToken));
}
