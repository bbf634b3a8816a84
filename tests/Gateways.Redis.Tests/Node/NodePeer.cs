using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Gateways.Specification;

namespace Gateways.Redis.Tests.Node;

/// <summary>A real Node server of the cluster, in a process of its own: <c>nodejs/server.mjs</c>.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _calls = new();
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _errors = new();
    private int _lastCall;

    private NodePeer(Process process) => _process = process;

    public static async Task<NodePeer> StartAsync(string redisPort, string prefix, string @namespace)
    {
        await NodePackages.InstallAsync();
        var start = new ProcessStartInfo("node", ["server.mjs", redisPort, prefix, @namespace])
        {
            WorkingDirectory = NodePackages.Directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var peer = new NodePeer(Process.Start(start)!);
        peer._process.OutputDataReceived += (_, line) => peer.OnLine(line.Data);
        peer._process.ErrorDataReceived += (_, line) => peer._errors.Enqueue(line.Data ?? "");
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        await peer.WithinLimit(peer._ready.Task);
        return peer;
    }

    /// <summary>Runs a command and waits for its value.</summary>
    public async Task<JsonNode?> DoAsync(string command, object? arguments = null)
    {
        var id = Interlocked.Increment(ref _lastCall);
        var call = _calls[id] = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = JsonSerializer.SerializeToNode(arguments ?? new { }, JsonSerializerOptions.Web)!.AsObject();
        line["id"] = id;
        line["do"] = command;
        lock (_process)
        {
            _process.StandardInput.WriteLine(line.ToJsonString());
            _process.StandardInput.Flush();
        }

        return await WithinLimit(call.Task);
    }

    /// <summary>Connects a client to the Node server and puts it into rooms.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> ConnectAsync(string name, params string[] rooms) => (await DoAsync("connect", new { name, rooms }))!.GetValue<string>();

    /// <summary>What happened next to one of its clients, or to itself: <c>name event payloads</c>.</summary>
    public async Task<string> HearAsync() => await WithinLimit(_heard.Reader.ReadAsync().AsTask());

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience.Limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task<T> WithinLimit<T>(Task<T> task)
    {
        await WithinLimit((Task)task);
        return await task;
    }

    private async Task WithinLimit(Task task)
    {
        try
        {
            await task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Node did not answer in time:\n{string.Join('\n', _errors)}");
        }
    }

    private void OnLine(string? line)
    {
        if (string.IsNullOrEmpty(line))
        {
            return;
        }

        var message = JsonNode.Parse(line)!.AsObject();
        if (message["ready"] is not null)
        {
            _ready.TrySetResult();
        }
        else if (message["heard"] is { } heard)
        {
            _heard.Writer.TryWrite($"{heard["name"]} {heard["event"]} {heard["payloads"]!.ToJsonString()}");
        }
        else if (message["closed"] is { } name)
        {
            _heard.Writer.TryWrite($"{name} closed");
        }
        else if (message["note"] is { } note)
        {
            _heard.Writer.TryWrite($"note {note.ToJsonString()}");
        }
        else if (_calls.TryRemove(message["id"]!.GetValue<int>(), out var call))
        {
            if (message["error"] is { } error)
            {
                call.TrySetException(new InvalidOperationException(error.ToString()));
            }
            else
            {
                call.TrySetResult(message["value"]);
            }
        }
    }
}
