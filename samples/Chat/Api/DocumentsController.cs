using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Chat;

/// <summary>What the presence gateway knows, over plain HTTP.</summary>
[ApiController]
[Route("documents")]
public sealed class DocumentsController(PresenceService presence) : ControllerBase
{
    [HttpGet("{id}/presence")]
    public async Task<PresenceUpdated> GetPresence([StringLength(DocumentReference.MaxLength)] string id, CancellationToken cancellationToken) =>
        new(id, await presence.ReadUsersAsync(id, cancellationToken));
}
