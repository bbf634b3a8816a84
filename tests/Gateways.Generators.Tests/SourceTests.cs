using Gateways.Generators.Tests.Testing;

namespace Gateways.Generators.Tests;

/// <summary>Parameters that come from elsewhere than the body: acks, route parameters, streams of the client. Each test runs them.</summary>
public sealed class SourceTests
{
    [Theory]
    [InlineData("public void Handle(IAck ack) => ack.Send(1);")]
    [InlineData("public void Handle([Ack] IAck ack) => ack.Send(1);")]
    [InlineData("public string Handle(IAck ack) { ack.Send(1); return \"lost\"; }")]
    [InlineData("public async Task<string> Handle(IAck ack) { await Task.Yield(); ack.Send(1); return \"lost\"; }")]
    [InlineData("public int Handle([MessageBody] int body, IAck ack) { ack.Send(1); return body; }")]
    [InlineData("public Task<int> Handle([MessageBody, UsePipes<Same>] int body, [Ack] IAck ack) { ack.Send(1); return Task.FromResult(body); }")]
    public async Task Ack_Taken_IsTheOnlyAnswer(string handler)
    {
        var message = new FakeMessage("e", "5");

        Assert.Equal(Outcome.Empty, await Load(handler).SendAsync(message));
        Assert.Equal("1", message.Ack.Answer);
    }

    [Fact]
    public async Task Ack_Taken_LeavesResponsesAndStreams()
    {
        Assert.Equal(Outcome.Event("reply", "2"), await Load("public WsResponse<int> Handle(IAck ack) => new(\"reply\", 2);").SendAsync("e"));
        Assert.Equal(Outcome.Stream("1 2"), await Load("public async IAsyncEnumerable<int> Handle(IAck ack) { yield return 1; await Task.Yield(); yield return 2; }").SendAsync("e"));
    }

    [Theory]
    [InlineData("[WsParam(\"room\")] string value", "\"r 1\"")]
    [InlineData("[WsParam(\"number\")] int value", "42")]
    [InlineData("[WsParam(\"number\")] decimal? value", "42")]
    [InlineData("[WsParam(\"id\")] Guid value", "\"0c1a4a5e-6f3b-4f3a-9d9e-0f1f2e3d4c5b\"")]
    [InlineData("[WsParam(\"ip\")] System.Net.IPAddress value", "\"::1\"")]
    [InlineData("[WsParam(\"missing\")] string? value", "null")]
    [InlineData("[WsParam(\"missing\")] string value = \"none\"", "\"none\"")]
    [InlineData("[WsParam(\"missing\")] int value = 7", "7")]
    [InlineData("[WsParam(\"missing\")] int? value", "null")]
    [InlineData("[WsParam(\"missing\")] int? value = 8", "8")]
    [InlineData("[WsParam(\"missing\")] System.Net.IPAddress? value", "null")]
    [InlineData("[Microsoft.AspNetCore.Mvc.FromRoute] string room, [Microsoft.AspNetCore.Mvc.FromRoute(Name = \"number\")] int value", "42")]
    [InlineData("[Microsoft.AspNetCore.Mvc.FromRoute] string number, [MessageBody] int body, [WsParam(\"number\")] int value", "42")]
    public async Task RouteParameter_IsBound(string parameter, string expected)
    {
        var gateway = Load($"public string Handle({parameter}) {{ object? bound = value; return System.Text.Json.JsonSerializer.Serialize(bound is System.Net.IPAddress ip ? ip.ToString() : bound); }}");
        var message = new FakeMessage("e", "1")
        {
            RouteValues = new Dictionary<string, string> { ["room"] = "r 1", ["number"] = "42", ["id"] = "0c1a4a5e-6f3b-4f3a-9d9e-0f1f2e3d4c5b", ["ip"] = "::1" },
        };

        Assert.Equal(Outcome.Value(System.Text.Json.JsonSerializer.Serialize(expected)), await gateway.SendAsync(message));
    }

    [Theory]
    [InlineData("[WsParam(\"missing\")] string value", "required")]
    [InlineData("[WsParam(\"missing\")] int value", "required")]
    [InlineData("[WsParam(\"room\")] int value", "invalid_type")]
    [InlineData("[WsParam(\"room\")] int? value", "invalid_type")]
    public async Task RouteParameter_DoesNotFit_IsABindingError(string parameter, string code)
    {
        var gateway = Load($"public void Handle({parameter}) {{ }}");

        var error = await Assert.ThrowsAsync<MessageBindingException>(() =>
            gateway.SendAsync(new FakeMessage("e") { RouteValues = new Dictionary<string, string> { ["room"] = "x" } }));

        Assert.Equal(code, error.Code);
    }

    [Theory]
    [InlineData("IAsyncEnumerable<int> numbers, IAsyncEnumerable<string?> texts", "")]
    [InlineData("[MessageBody] int body, IAsyncEnumerable<int> numbers, CancellationToken token, IAsyncEnumerable<string?> texts", "9")]
    public async Task Streams_OfClient_AreBoundInOrder(string parameters, string body)
    {
        var gateway = Load($$"""
            public async Task<List<string>> Handle({{parameters}})
            {
                var read = new List<string>();
                await foreach (var number in numbers)
                    read.Add($"{number}");
                await foreach (var text in texts)
                    read.Add(text ?? "-");
                return read;
            }
            """);

        Assert.Equal(Outcome.Value("""["1","2","x","-"]"""), await gateway.SendAsync(new FakeMessage("e", body) { Streams = [["1", "2"], ["\"x\"", "null"]] }));
        Assert.Equal(2, Assert.Single(gateway.Descriptor.Handlers).StreamCount);
    }

    [Fact]
    public async Task Stream_TheClientDidNotSend_IsABindingError() =>
        await Assert.ThrowsAsync<MessageBindingException>(() => Load("public void Handle(IAsyncEnumerable<int> numbers) { }").SendAsync("e"));

    private static CompiledGateway Load(string handler) => CompiledGateway.Load($$"""
        namespace Microsoft.AspNetCore.Mvc
        {
            [AttributeUsage(AttributeTargets.Parameter)] public sealed class FromRouteAttribute : Attribute { public string? Name { get; set; } }
        }

        namespace Chat
        {
            public sealed class Same : IPipe
            {
                public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new(value);
            }

            [WebSocketGateway("/chat/{room}")]
            public sealed partial class ChatGateway
            {
                [SubscribeMessage("e")] {{handler}}
            }
        }
        """);
}
