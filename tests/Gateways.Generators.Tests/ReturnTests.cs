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

    [Theory]
    [InlineData("async IAsyncEnumerable<int> Handle() { yield return 1; await Task.Yield(); yield return 2; }", "1 2")]
    [InlineData("async Task<IAsyncEnumerable<int>> Handle() { await Task.Yield(); return Numbers(); }", "1 2")]
    [InlineData("ValueTask<IAsyncEnumerable<int>?> Handle() => new(Numbers());", "1 2")]
    [InlineData("IAsyncEnumerable<string?> Handle() => Texts();", "\"x\" null")]
    [InlineData("IAsyncEnumerable<WsResponse<int>> Handle() => Events();", "e:1 f:2")]
    [InlineData("Task<IAsyncEnumerable<WsResponse<string?>>> Handle() => Task.FromResult(NullableEvents());", "e:null")]
    [InlineData("IObservable<int> Handle() => new Two<int>(1, 2);", "1 2")]
    [InlineData("IObservable<WsResponse<int>> Handle() => new Two<WsResponse<int>>(new(\"e\", 1), new(\"f\", 2));", "e:1 f:2")]
    [InlineData("Two<int> Handle() => new(1, 2);", "1 2")]
    [InlineData("Task<Listed> Handle() => Task.FromResult(new Listed());", "7")]
    public async Task Handler_ReturnsStream_ResultIsItsItems(string handler, string items) => Assert.Equal(Outcome.Stream(items), await SendAsync(handler));

    [Fact]
    public async Task Handler_ReturnsNoStream_ResultIsEmpty() => Assert.Equal(Outcome.Empty, await SendAsync("IAsyncEnumerable<int>? Handle() => null;"));

    private static Task<Outcome> SendAsync(string handler) => CompiledGateway.Load($$"""
        namespace Chat;

        public sealed class Two<T>(T first, T second) : IObservable<T>, IDisposable
        {
            public IDisposable Subscribe(IObserver<T> observer) { observer.OnNext(first); observer.OnNext(second); observer.OnCompleted(); return this; }
            public void Dispose() { }
        }

        public sealed class Listed : IAsyncEnumerable<int>
        {
            public async IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken) { yield return 7; await Task.Yield(); }
        }

        [WebSocketGateway("/chat")]
        public sealed partial class ChatGateway
        {
            [SubscribeMessage("e")] public {{handler}}

            private static async IAsyncEnumerable<int> Numbers() { yield return 1; await Task.Yield(); yield return 2; }
            private static async IAsyncEnumerable<string?> Texts() { yield return "x"; await Task.Yield(); yield return null; }
            private static async IAsyncEnumerable<WsResponse<int>> Events() { yield return new("e", 1); await Task.Yield(); yield return new("f", 2); }
            private static async IAsyncEnumerable<WsResponse<string?>> NullableEvents() { yield return new("e", null); await Task.Yield(); }
        }
        """).SendAsync("e");
}
