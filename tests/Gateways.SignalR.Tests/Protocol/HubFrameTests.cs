using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateways.SignalR.Protocol;

namespace Gateways.SignalR.Tests.Protocol;

public sealed class HubFrameTests
{
    [Theory]
    [InlineData("""{"type":1,"target":"e","arguments":[]}""", "e", "", 0, "")]
    [InlineData("""{"type":1,"target":"e","arguments":[1]}""", "e", "1", 1, "")]
    [InlineData("""{"type":1,"target":"e","arguments":[[1,2]]}""", "e", "[1,2]", 1, "")]
    [InlineData("""{"type":1,"target":"e","arguments":[1,{"a":[2]}]}""", "e", "[1,{\"a\":[2]}]", 2, "")]
    [InlineData("""{"arguments":[1],"invocationId":"7","target":"e","type":1}""", "e", "1", 1, "\"7\"")]
    [InlineData("""{"type":1,"invocationId":null,"target":"e","arguments":[1]}""", "e", "1", 1, "")]
    [InlineData("""{"type":1,"target":"a\u0062\"","arguments":[]}""", "a\\u0062\\\"", "", 0, "")]
    [InlineData("""{"type":1,"headers":{"a":"b"},"other":[{"target":"x"}],"target":"e","arguments":[]}""", "e", "", 0, "")]
    [InlineData("""{"type":1,"streamIds":[],"target":"e","arguments":[]}""", "e", "", 0, "")]
    [InlineData(""" { "type" : 1 , "target" : "e" , "arguments" : [ "ö" ] } """, "e", "\"ö\"", 1, "")]
    public void TryRead_Invocation_IsAnEvent(string text, string target, string body, int count, string id)
    {
        foreach (var segments in new[] { 1, 2, 7, 50 })
        {
            var call = new HubCall();
            call.Reset(Split(text, segments));

            Assert.True(HubFrame.TryRead(call, wantsTrace: false));

            Assert.Equal(HubCallKind.Event, call.Kind);
            Assert.Equal((target, body, count, id), (Part(call, call.Target), Part(call, call.Body), call.ArgumentCount, Part(call, call.InvocationIdText)));
            Assert.Equal(target.Contains('\\', StringComparison.Ordinal), call.IsTargetEscaped);
            call.Release();
        }
    }

    [Theory]
    [InlineData("""{"type":3,"invocationId":"s7","result":{"a":1}}""", false, """{"a":1}""")]
    [InlineData("""{"result":null,"invocationId":"s7","type":3}""", false, "null")]
    [InlineData("""{"type":3,"invocationId":"s7"}""", false, "")]
    [InlineData("""{"type":3,"invocationId":"s7","error":"no"}""", true, "\"no\"")]
    [InlineData("""{"type":3,"invocationId":"s7","error":null,"result":5}""", false, "5")]
    [InlineData("""{"type":3,"invocationId":"s7","result":5,"error":null}""", false, "5")]
    public void TryRead_CompletionOfOurCall_IsAnAnswer(string text, bool isError, string body)
    {
        var call = Read(text);

        Assert.Equal((HubCallKind.Answer, isError, body, "\"s7\""), (call.Kind, call.IsError, Part(call, call.Body), Part(call, call.InvocationIdText)));
    }

    [Theory]
    [InlineData("""{"type":3,"invocationId":"7"}""", "StreamEnd", false, "")]
    [InlineData("""{"type":3,"invocationId":"7","error":"no"}""", "StreamEnd", true, "\"no\"")]
    [InlineData("""{"type":2,"invocationId":"7","item":{"a":1}}""", "StreamItem", false, """{"a":1}""")]
    [InlineData("""{"item":null,"type":2,"invocationId":"7"}""", "StreamItem", false, "null")]
    [InlineData("""{"type":5,"invocationId":"7"}""", "Cancel", false, "")]
    public void TryRead_PartOfAStream_IsOne(string text, string kind, bool isError, string body)
    {
        var call = Read(text);

        Assert.Equal((kind, isError, body, "\"7\""), (call.Kind.ToString(), call.IsError, Part(call, call.Body), Part(call, call.InvocationIdText)));
    }

    [Theory]
    [InlineData("""{"type":4,"invocationId":"7","target":"e","arguments":[]}""", true, null)]
    [InlineData("""{"type":1,"invocationId":"7","streamIds":["1"],"target":"e","arguments":[]}""", false, "1")]
    [InlineData("""{"type":4,"target":"e","arguments":[],"invocationId":"7","streamIds":["1","b"]}""", true, "1,b")]
    [InlineData("""{"type":1,"target":"e","arguments":[],"streamIds":[]}""", false, null)]
    [InlineData("""{"type":1,"target":"e","arguments":[],"streamIds":null}""", false, null)]
    public void TryRead_EventWithStreams_TellsThem(string text, bool wantsStream, string? ids)
    {
        var call = Read(text);

        Assert.Equal((HubCallKind.Event, wantsStream, ids), (call.Kind, call.WantsStream, call.StreamIds is null ? null : string.Join(',', call.StreamIds)));
    }

    [Theory]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":8,"sequenceId":1}""")]
    [InlineData("""{"type":99}""")]
    [InlineData("""{"error":"x","type":7}""")]
    public void TryRead_AnotherType_IsSignalRsOwn(string text)
    {
        var call = new HubCall();
        call.Reset(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)));

        Assert.False(HubFrame.TryRead(call, wantsTrace: true));
    }

    [Theory]
    [InlineData("""{"type":1,"headers":{"traceparent":"00-1-2-01","x":"y"},"target":"e","arguments":[]}""", true, "00-1-2-01")]
    [InlineData("""{"type":1,"headers":{"traceparent":"00-1-2-01"},"target":"e","arguments":[]}""", false, null)]
    [InlineData("""{"type":1,"headers":{"traceparent":5,"a":{"traceparent":"z"}},"target":"e","arguments":[]}""", true, null)]
    [InlineData("""{"type":1,"headers":{},"target":"e","arguments":[]}""", true, null)]
    public void TryRead_Headers_TraceParentIsReadWhenWanted(string text, bool wanted, string? expected)
    {
        var call = new HubCall();
        call.Reset(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)));

        Assert.True(HubFrame.TryRead(call, wanted));

        Assert.Equal((expected, "e"), (call.TraceParent, Part(call, call.Target)));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"target":"e","arguments":[]}""")]
    [InlineData("""{"type":"1","target":"e","arguments":[]}""")]
    [InlineData("""{"type":1.5,"target":"e","arguments":[]}""")]
    [InlineData("""{"type":null,"target":"e","arguments":[]}""")]
    [InlineData("""{"type":1,"arguments":[]}""")]
    [InlineData("""{"type":1,"target":"e"}""")]
    [InlineData("""{"type":1,"target":"","arguments":[]}""")]
    [InlineData("""{"type":1,"target":null,"arguments":[]}""")]
    [InlineData("""{"type":1,"target":"e","arguments":{}}""")]
    [InlineData("""{"type":1,"target":"e","arguments":null}""")]
    [InlineData("""{"type":1,"target":"e","arguments":[],"invocationId":7}""")]
    [InlineData("""{"type":3,"result":1}""")]
    [InlineData("""{"type":4,"target":"e","arguments":[]}""")]
    [InlineData("""{"type":2,"item":1}""")]
    [InlineData("""{"type":2,"invocationId":"1"}""")]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"type":1,"target":"e","arguments":[],"streamIds":[["1"],"2"]}""")]
    [InlineData("""{"type":1,"target":"e","arguments":[],"streamIds":{}}""")]
    [InlineData("""{"type":1,"target":"e","arguments":[]""")]
    [InlineData("""{"type":1,"target":"e","arguments":[]} {}""")]
    [InlineData("""{"type":1,"target":"e","arguments":[1,]}""")]
    [InlineData("")]
    [InlineData("x")]
    public void TryRead_Junk_IsBroken(string text)
    {
        var call = new HubCall();
        call.Reset(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)));

        var error = Assert.ThrowsAny<Exception>(() => HubFrame.TryRead(call, wantsTrace: true));

        Assert.True(error is InvalidDataException or JsonException, error.ToString());
    }

    [Fact]
    public void TryRead_ManyStreams_IsBroken()
    {
        var ids = string.Join(',', Enumerable.Range(0, 65).Select(static i => $"\"{i}\""));

        Assert.Throws<InvalidDataException>(() => Read($$"""{"type":1,"streamIds":[{{ids}}],"target":"e","arguments":[]}"""));
    }

    [Fact]
    public void TryRead_ManyHeaders_IsBroken()
    {
        var headers = string.Join(',', Enumerable.Range(0, 65).Select(static i => $"\"h{i}\":\"v\""));

        Assert.Throws<InvalidDataException>(() => Read($$$"""{"type":1,"headers":{{{{headers}}}},"target":"e","arguments":[]}"""));
    }

    private static HubCall Read(string text)
    {
        var call = new HubCall();
        call.Reset(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)));
        Assert.True(HubFrame.TryRead(call, wantsTrace: true));
        return call;
    }

    private static string Part(HubCall call, Range range) => Encoding.UTF8.GetString(call.Frame.Span[range]);

    private static ReadOnlySequence<byte> Split(string text, int segments)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var size = Math.Max(1, bytes.Length / segments);
        var first = new Segment(bytes.AsMemory(0, Math.Min(size, bytes.Length)), null);
        var last = first;
        for (var i = size; i < bytes.Length; i += size)
        {
            last = new Segment(bytes.AsMemory(i, Math.Min(size, bytes.Length - i)), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
