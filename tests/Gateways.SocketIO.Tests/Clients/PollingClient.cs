using System.Net;
using System.Text;
using System.Threading.Channels;
using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.SocketIO.Tests.Clients;

/// <summary>Polls as a browser does: one GET after another, one POST at a time.</summary>
internal sealed class PollingClient : EngineClient
{
    private const int MaxPatience = 1000;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly CancellationTokenSource _cut = new();
    private readonly TaskCompletionSource _isCut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _outbox = Channel.CreateUnbounded<string>();
    private readonly Uri _uri;
    private Task _polling = Task.CompletedTask;
    private Task _posting = Task.CompletedTask;

    private bool _isDisposed;

    private PollingClient(Uri uri)
    {
        _uri = uri;
        _cut.Token.Register(() => _isCut.TrySetResult());
    }

    public static async Task<PollingClient> ConnectAsync(Uri address, string query = "", string? origin = null, bool polls = true, string path = "/socket.io/")
    {
        var client = new PollingClient(new UriBuilder(address) { Path = path, Query = $"EIO=4&transport=polling&{query}" }.Uri);
        if (origin is not null)
        {
            client._http.DefaultRequestHeaders.Add("Origin", origin);
        }

        using var response = await client._http.GetAsync(client._uri).Soon();
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new ConnectRefusedException((int)response.StatusCode);
        }

        client.Handshake = await response.Content.ReadAsStringAsync().Soon();
        client._posting = Task.Run(client.PostAsync);
        if (polls)
        {
            client._polling = Task.Run(client.PollAsync);
        }

        return client;
    }

    public Uri Uri => new($"{_uri}&sid={Sid}");

    /// <summary>Does not wait: packets that come while a POST is under way leave together with the next.</summary>
    public override async Task SendAsync(string packet) => await _outbox.Writer.WriteAsync(packet);

    /// <summary>A POST of its own, to its answer. For who sends nothing else meanwhile: a client may have one at a time, and what comes back by a poll does not tell that the POST is over.</summary>
    public async Task<(int Status, string Body)> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "text/plain");
        using var response = await _http.PostAsync(Uri, content).Soon();
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync().Soon());
    }

    public override Task SendBytesAsync(byte[] bytes) => SendAsync("b" + Convert.ToBase64String(bytes));

    public override async Task CloseAsync()
    {
        await SendAsync("1");
        await _polling.Soon();
    }

    public override void Abort() => _cut.Cancel();

    public override async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _cut.CancelAsync();
        await Task.WhenAll(_polling, _posting).Soon();
        _http.Dispose();
        _cut.Dispose();
    }

    /// <summary>One POST after another; a refusal ends the client, as it does a browser's.</summary>
    private async Task PostAsync()
    {
        try
        {
            while (await _outbox.Reader.WaitToReadAsync(_cut.Token))
            {
                var packets = new List<string>();
                while (packets.Count < 100 && _outbox.Reader.TryRead(out var packet))
                {
                    packets.Add(packet);
                }

                using var content = new StringContent(string.Join('\x1e', packets), Encoding.UTF8, "text/plain");
                using var response = await _http.PostAsync(Uri, content, _cut.Token);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    await _cut.CancelAsync();
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException or IOException)
        {
            // Cut, by either side.
        }
    }

    /// <summary>
    /// One poll. A cut is to be something the server can see, so it breaks polls until one has reached the server, which then no longer knows the session: a client that vanishes between two
    /// polls would only be missed when its ping is due.
    /// </summary>
    private async Task<HttpResponseMessage> GetAsync()
    {
        for (var patience = 1; ; patience *= 2)
        {
            using var request = new CancellationTokenSource();
            var poll = _http.GetAsync(Uri, request.Token);
            if (await Task.WhenAny(poll, _isCut.Task) == poll || patience > MaxPatience)
            {
                return await poll;
            }

            await Task.WhenAny(poll, Task.Delay(TimeSpan.FromMilliseconds(patience), TimeProvider.System, CancellationToken.None));
            await request.CancelAsync();
            try
            {
                return await poll;
            }
            catch (OperationCanceledException)
            {
                // Broken, and perhaps seen: the next one tells.
            }
        }
    }

    private async Task PollAsync()
    {
        try
        {
            while (true)
            {
                using var response = await GetAsync();
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    break;
                }

                foreach (var packet in (await response.Content.ReadAsStringAsync()).Split('\x1e'))
                {
                    if (packet == "1")
                    {
                        return;
                    }

                    await OnPacketAsync(packet);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException or IOException)
        {
            // Cut, by either side.
        }
        finally
        {
            OnEnded();
        }
    }
}
