using System.Text;
using System.Text.Json;
using Gateways.Testing.Inbox;
using Microsoft.Extensions.Logging;

namespace Gateways.Testing;

public abstract partial class GatewayTestClient
{
    /// <summary>How many lines of the server's log a failure shows.</summary>
    private const int MaxLogLines = 5;

    /// <summary>Runs something that needs the link.</summary>
    /// <param name="start">Starts it; fails when the link is lost.</param>
    /// <param name="problem">What to say when it does not succeed.</param>
    private async Task<T> InTimeAsync<T>(Func<Task<T>> start, string problem)
    {
        if (!IsConnected)
        {
            throw Gone(problem);
        }

        var task = start();
        try
        {
            return await task.WaitAsync(Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException(Explain($"{problem} within {Timeout.TotalSeconds:0.###} s"));
        }
        catch (Exception error) when (error is not NotSupportedException)
        {
            // The link is lost; what ended it is known in a moment.
            await Task.WhenAny(_ended.Task, Task.Delay(Timeout, TimeProvider.System, default)).ConfigureAwait(false);
            OnEnded(new GatewayTestDisconnect(Code: null, "", Error: error));
            throw Gone(problem);
        }
    }

    private GatewayTestDisconnectedException Gone(string problem) => new(Explain(problem), _ended.Task.Result);

    /// <summary>A failure's text: the problem, what has arrived, how the connection ended, what the server logged.</summary>
    private string Explain(string problem)
    {
        var text = new StringBuilder($"{problem} at the {Transport} client of {Path}.");
        _inbox.Describe(text);
        if (!IsConnected)
        {
            text.Append("\nThe connection has ended: ").Append(_ended.Task.Result).Append('.');
        }

        AppendLog(text);
        return text.ToString();
    }

    private string ExplainLog(string problem)
    {
        var text = new StringBuilder(problem);
        AppendLog(text);
        return text.ToString();
    }

    private void AppendLog(StringBuilder text)
    {
        var lines = _link.Log.Where(static line => line.Level >= LogLevel.Warning).TakeLast(MaxLogLines).ToArray();
        if (lines.Length > 0)
        {
            text.Append("\nThe server logged:");
            foreach (var line in lines)
            {
                text.Append("\n  ").Append(Arrival.Show(line.ToString()));
            }
        }
    }

    private JsonElement Write(object? value) => _link.Write(value);

    /// <exception cref="JsonException">The payload is something else.</exception>
    private T Read<T>(JsonElement payload, string what)
    {
        if (payload.ValueKind == JsonValueKind.Undefined)
        {
            return default(T) is null || typeof(T) == typeof(JsonElement)
                ? default!
                : throw new JsonException($"{what} carries nothing, where {typeof(T)} was expected.");
        }

        try
        {
            return (T)payload.Deserialize(_link.Json.GetTypeInfo(typeof(T)))!;
        }
        catch (JsonException error)
        {
            throw new JsonException($"{what} is no {typeof(T)}: {Arrival.Show(payload)}", error);
        }
    }
}
