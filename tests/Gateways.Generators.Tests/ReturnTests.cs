using Gateways.Generators.Tests.Testing;

namespace Gateways.Generators.Tests;

/// <summary>What generated code makes of a handler's return value. Each test runs it.</summary>
public sealed class ReturnTests
{
    [Theory]
    [InlineData("void Handle() { }")]
    [InlineData("Task Handle() => Task.CompletedTask;")]
    [InlineData("ValueTask Handle() => default;")]
    [InlineData("async Task Handle() => await Task.Yield();")]
    [InlineData("string? Handle() => null;")]
    [InlineData("Task<string?> Handle() => Task.FromResult<string?>(null);")]
    [InlineData("ValueTask<int?> Handle() => default;")]
    public async Task Handler_ReturnsNothing_ResultIsEmpty(string handler) => Assert.Equal(Outcome.Empty, await SendAsync(handler));

    [Theory]
    [InlineData("int Handle() => 1;", "1")]
    [InlineData("Task<int> Handle() => Task.FromResult(1);", "1")]
    [InlineData("ValueTask<int> Handle() => new(1);", "1")]
    [InlineData("int? Handle() => 1;", "1")]
    [InlineData("async Task<string?> Handle() { await Task.Yield(); return \"x\"; }", "\"x\"")]
    [InlineData("List<string?> Handle() => [\"x\", null];", "[\"x\",null]")]
    [InlineData("(int A, string? B)[]? Handle() => [];", "[]")]
    [InlineData("object Handle() => new { A = 1 };", "{\"a\":1}")]
    public async Task Handler_ReturnsValue_ResultIsItsJson(string handler, string json) => Assert.Equal(Outcome.Value(json), await SendAsync(handler));

    [Theory]
    [InlineData("WsResponse<int> Handle() => new(\"reply\", 2);", "2")]
    [InlineData("Task<WsResponse<int>> Handle() => Task.FromResult(new WsResponse<int>(\"reply\", 2));", "2")]
    [InlineData("ValueTask<WsResponse<string>> Handle() => new(new WsResponse<string>(\"reply\", \"x\"));", "\"x\"")]
    [InlineData("WsResponse<string?> Handle() => new(\"reply\", null);", "null")]
    public async Task Handler_ReturnsWsResponse_ResultIsAnEvent(string handler, string json) =>
        Assert.Equal(Outcome.Event("reply", json), await SendAsync(handler));

    private static Task<Outcome> SendAsync(string handler) => CompiledGateway.Load($$"""
        namespace Chat;

        [WebSocketGateway("/chat")]
        public sealed partial class ChatGateway
        {
            [SubscribeMessage("e")] public {{handler}}
        }
        """).SendAsync("e");
}
