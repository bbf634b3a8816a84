using System.Text.Json;
using Gateways.Testing.Clients;

namespace Gateways.Testing;

/// <content>What a transport's client is made of, and what it tells.</content>
public abstract partial class GatewayTestClient
{
    /// <summary>Sends an event. A failure means that the link is lost.</summary>
    private protected abstract Task SendCoreAsync(string eventName, JsonElement[] arguments);

    /// <summary>Sends an event and returns its ack. A failure means that the link is lost; must not wait beyond the end of the connection.</summary>
    private protected abstract Task<CallAnswer> CallCoreAsync(string eventName, JsonElement[] arguments);

    /// <summary>Sends the transport's goodbye.</summary>
    private protected abstract Task SayGoodbyeAsync();

    /// <summary>Cuts the link. May be called at any time, and more than once.</summary>
    private protected abstract void Cut();

    /// <summary>Lets go of what is held, once the connection has ended or was cut.</summary>
    private protected abstract ValueTask ReleaseAsync();

    /// <summary>An event has arrived. To be told in the order of the wire, and before an answer that came behind it.</summary>
    private protected void OnArrived(string eventName, ReadOnlySpan<JsonElement> arguments)
    {
        if (eventName != FlushEvent || !TryEndFlush(arguments))
        {
            _inbox.Add(eventName, PayloadOf(arguments));
        }
    }

    /// <summary>Something has arrived that is no message of the protocol.</summary>
    private protected void OnMalformed(string text) => _inbox.AddMalformed(text);

    /// <summary>Whether a test answers this event.</summary>
    private protected bool HasAnswer(string eventName) => _answers.ContainsKey(eventName);

    /// <summary>The server asks: runs the test's answer. Throws what it throws.</summary>
    private protected async Task<JsonElement> AnswerAsync(string eventName, JsonElement[] arguments)
    {
        await Task.Yield();
        return await _answers[eventName](PayloadOf(arguments)).ConfigureAwait(false);
    }

    /// <summary>The connection has ended. To be told last, after everything that arrived.</summary>
    private protected void OnEnded(GatewayTestDisconnect disconnect) =>
        _ended.TrySetResult(_isAborted && disconnect is { Code: null, Reason: "", Error: null } ? disconnect with { Error = new IOException("the client was aborted") } : disconnect);

    private static JsonElement PayloadOf(ReadOnlySpan<JsonElement> arguments)
    {
        if (arguments.Length < 2)
        {
            return arguments.Length == 0 ? default : arguments[0];
        }

        var texts = new string[arguments.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = arguments[i].GetRawText();
        }

        return JsonElement.Parse($"[{string.Join(',', texts)}]");
    }
}
