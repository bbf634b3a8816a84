using Fix = Gateways.Generators.Tests.Testing.CodeFixVerifier<Gateways.Analyzers.BlockingAnalyzer, Gateways.CodeFixes.AwaitCodeFix>;
using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.BlockingAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class BlockingAnalyzerTests
{
    [Theory]
    [InlineData("_ = {|GTW1011:LoadAsync().Result|};", "Task.Result", "the task instead")]
    [InlineData("_ = {|GTW1011:QuickAsync().Result|};", "ValueTask.Result", "the task instead")]
    [InlineData("{|GTW1011:LoadAsync().Wait()|};", "Task.Wait", "the task instead")]
    [InlineData("{|GTW1011:LoadAsync().Wait(100)|};", "Task.Wait", "the task instead")]
    [InlineData("{|GTW1011:Task.WaitAll(LoadAsync(), LoadAsync())|};", "Task.WaitAll", "the task instead")]
    [InlineData("_ = {|GTW1011:LoadAsync().GetAwaiter().GetResult()|};", "GetAwaiter().GetResult", "the task instead")]
    [InlineData("_ = {|GTW1011:LoadAsync().ConfigureAwait(false).GetAwaiter().GetResult()|};", "GetAwaiter().GetResult", "the task instead")]
    [InlineData("{|GTW1011:Thread.Sleep(5)|};", "Thread.Sleep", "Task.Delay instead")]
    [InlineData("var task = LoadAsync(); _ = {|GTW1011:task.Result|};", "Task.Result", "the task instead")]
    public async Task Call_ThatBlocks_IsAdvisedAgainst(string statement, string call, string advice)
    {
        await Verify.VerifyAsync(InHandler("void", statement), $"'{call}' blocks the thread 'Handle' on 'A' runs on, and with it other clients; await {advice}");
        await Verify.VerifyAsync(InHandler("async Task", "await Task.Yield(); " + statement));
    }

    [Theory]
    [InlineData("IOnGatewayConnection", "public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken)")]
    [InlineData("IGuard", "public ValueTask<GuardResult> CanActivateAsync(GatewayContext context)")]
    [InlineData("IInterceptor", "ValueTask<object?> IInterceptor.InterceptAsync(GatewayContext context, CallHandler next)")]
    [InlineData("IPipe<int, int>", "public ValueTask<int> TransformAsync(int value, PipeContext context)")]
    [InlineData("IExceptionFilter", "public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context)")]
    public Task Call_InWhatRunsAroundHandlers_IsAdvisedAgainst(string contract, string method) =>
        Verify.VerifyAsync($$"""public class A : {{contract}} { {{method}} { {|GTW1011:Thread.Sleep(1)|}; return default; } }""");

    [Theory]
    [InlineData("_ = await LoadAsync();")]
    [InlineData("await Task.Delay(5);")]
    [InlineData("var task = LoadAsync(); await task; _ = task.Result;")]
    [InlineData("var first = LoadAsync(); var second = LoadAsync(); await Task.WhenAll(first, second); _ = first.Result + second.Result;")]
    [InlineData("var tasks = new[] { LoadAsync() }; await Task.WhenAll(tasks); foreach (var task in tasks) { _ = task.Result; }")]
    [InlineData("var done = await Task.WhenAny(LoadAsync(), LoadAsync()); _ = done.Result;")]
    [InlineData("_ = (await Task.WhenAny(LoadAsync())).Result;")]
    [InlineData("var quick = QuickAsync(); _ = quick.IsCompletedSuccessfully ? quick.Result : await quick;")]
    [InlineData("await Task.Run(() => Thread.Sleep(5));")]
    [InlineData("await Task.Yield(); static void Elsewhere() => Thread.Sleep(5);")]
    [InlineData("await Task.Yield(); _ = new Answer().Result; new Answer().Wait();")]
    public Task Call_ThatDoesNotBlock_IsQuiet(string statements) => Verify.VerifyAsync(InHandler("async Task", statements));

    [Fact]
    public Task Call_InOtherMethod_IsQuiet() => Verify.VerifyAsync("public class A { public void Handle() => Thread.Sleep(1); }");

    [Theory]
    [InlineData("var x = {|GTW1011:LoadAsync().Result|} + 1;", "var x = await LoadAsync() + 1;")]
    [InlineData("var x = {|GTW1011:LoadAsync().Result|}.ToString();", "var x = (await LoadAsync()).ToString();")]
    [InlineData("{|GTW1011:LoadAsync().Wait()|};", "await LoadAsync();")]
    [InlineData("var x = {|GTW1011:LoadAsync().ConfigureAwait(false).GetAwaiter().GetResult()|};", "var x = await LoadAsync().ConfigureAwait(false);")]
    [InlineData("{|GTW1011:Thread.Sleep(TimeSpan.FromSeconds(1))|};", "await Task.Delay(TimeSpan.FromSeconds(1));")]
    public Task Await_InAsyncMethod_ReplacesTheWait(string blocking, string awaiting) => Fix.VerifyAsync(
        InHandler("async Task", "await Task.Yield(); " + blocking),
        InHandler("async Task", "await Task.Yield(); " + awaiting));

    [Theory]
    [InlineData("void", "{|GTW1011:Thread.Sleep(1)|};")]
    [InlineData("async Task", "await Task.Yield(); {|GTW1011:LoadAsync().Wait(5)|};")]
    [InlineData("async Task", "await Task.Yield(); {|GTW1011:Task.WaitAny(LoadAsync())|};")]
    public Task Await_WhereItIsNotCertain_IsNotOffered(string type, string statements) => Fix.VerifyNoFixAsync(InHandler(type, statements));

    private static string InHandler(string type, string statements) => $$"""
        public class Answer { public int Result => 1; public void Wait() { } }

        [WebSocketGateway("/a")]
        public partial class A
        {
            [SubscribeMessage("e")]
            public {{type}} Handle()
            {
                {{statements}}
            }

            private static Task<int> LoadAsync() => Task.FromResult(1);
            private static ValueTask<int> QuickAsync() => new(1);
        }
        """;
}
