using System.IO.Compression;
using Gateways.Connections;
using Gateways.Protocol;
using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.EngineIO;

/// <summary>A GET that waits for packets. Answered once; its request goes on when the answer is written.</summary>
internal sealed class EngineIOPoll(HttpContext context, EngineIOOptions options)
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the answer is written, or never will be.</summary>
    public Task Answered => _answered.Task;

    /// <summary>When it came, by the session's clock.</summary>
    public long Since { get; init; }

    /// <summary>Whether it came while an upgrade was under way, so that it may have been sent after the upgrade itself.</summary>
    public bool CameDuringUpgrade { get; init; }

    /// <summary>Answers with everything of a batch.</summary>
    public async ValueTask AnswerAsync(OutboundBatch batch)
    {
        try
        {
            using var body = ScratchWriter.Rent();
            var payload = new EngineIOPayloadWriter(body);
            for (var i = 0; i < batch.Count; i++)
            {
                payload.Add(batch[i].Span);
            }

            await WriteAsync(body).ConfigureAwait(false);
        }
        finally
        {
            _answered.TrySetResult();
        }
    }

    /// <summary>Answers with one packet; a client that is gone does not hear it, and nobody needs to know.</summary>
    public Task EndAsync(ReadOnlySpan<byte> packet)
    {
        var body = packet.ToArray();
        return TryAsync(async () =>
        {
            using var scratch = ScratchWriter.Rent();
            scratch.WriteBytes(body);
            await WriteAsync(scratch).ConfigureAwait(false);
        });
    }

    /// <summary>Answers that the request cannot be served any more.</summary>
    public Task RefuseAsync(EngineIOError error) => TryAsync(() => EngineIOAnswers.RefuseAsync(context, error));

    private async Task TryAsync(Func<Task> answer)
    {
        try
        {
            await answer().ConfigureAwait(false);
        }
        catch (Exception error) when (GatewayConnection.IsLinkLoss(error))
        {
            // The client has not waited for it.
        }
        finally
        {
            _answered.TrySetResult();
        }
    }

    private async Task WriteAsync(ScratchWriter body)
    {
        var response = context.Response;
        response.ContentType = "text/plain; charset=UTF-8";
        response.Headers.CacheControl = "no-store";
        if (options.HttpCompression && body.WrittenSpan.Length >= options.HttpCompressionThreshold && EngineIOAnswers.SelectEncoding(context.Request) is { } encoding)
        {
            await WriteCompressedAsync(response, body, encoding).ConfigureAwait(false);
            return;
        }

        response.ContentLength = body.WrittenSpan.Length;
        Copy(response, body);
        await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static void Copy(HttpResponse response, ScratchWriter body)
    {
        var span = response.BodyWriter.GetSpan(body.WrittenSpan.Length);
        body.WrittenSpan.CopyTo(span);
        response.BodyWriter.Advance(body.WrittenSpan.Length);
    }

    private static async Task WriteCompressedAsync(HttpResponse response, ScratchWriter body, string encoding)
    {
        response.Headers.ContentEncoding = encoding;
        response.Headers.Vary = "Accept-Encoding";
        Stream compressed = encoding == "gzip"
            ? new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true)
            : new ZLibStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await using (compressed.ConfigureAwait(false))
        {
            await compressed.WriteAsync(body.WrittenSpan.ToArray()).ConfigureAwait(false);
        }
    }
}
