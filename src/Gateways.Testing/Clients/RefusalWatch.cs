using System.Net;
using System.Text;

namespace Gateways.Testing.Clients;

/// <summary>Tells of HTTP answers that are no success: their status and the beginning of their text.</summary>
internal sealed class RefusalWatch(HttpMessageHandler inner, Action<HttpStatusCode, string> onRefused) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var buffer = new byte[RefusalBody.MaxBytes];
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            onRefused(response.StatusCode, Encoding.UTF8.GetString(buffer, 0, length));
        }

        return response;
    }
}
