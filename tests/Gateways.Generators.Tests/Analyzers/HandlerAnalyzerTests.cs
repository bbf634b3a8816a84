using Fix = Gateways.Generators.Tests.Testing.CodeFixVerifier<Gateways.Analyzers.HandlerAnalyzer, Gateways.CodeFixes.ReturnTaskCodeFix>;
using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.HandlerAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class HandlerAnalyzerTests
{
    [Theory]
    [InlineData("public void Handle() { }")]
    [InlineData("private Task<int?> Handle() => throw null!;")]
    [InlineData("public ValueTask<WsResponse<string>> Handle() => default;")]
    [InlineData("public async Task Handle() => await Task.Yield();")]
    [InlineData("public void Handle([MessageBody] string a, [MessageBody(\"b\")] int? b, IGatewayClient c, [ConnectedSocket] IGatewayClient d, CancellationToken e, CancellationToken f) { }")]
    [InlineData("public IAsyncEnumerable<int> Handle() => throw null!;")]
    [InlineData("public Task<IObservable<WsResponse<int>>> Handle() => throw null!;")]
    [InlineData("public void Handle(IAck a, [Ack] IAck b, [MessageName] string c, [WsParam(\"d\")] Guid? d, [WsParam(\"e\")] string e, IAsyncEnumerable<int> f) { }")]
    [InlineData("public void Handle([FromServices] IDisposable a, [FromKeyedServices(\"k\")] IDisposable? b) { }")]
    public Task Handler_OfSupportedForm_IsQuiet(string handler) => Verify.VerifyAsync(InGateway(handler));

    [Theory]
    [InlineData("public IAsyncEnumerable<Task<int>> {|GTW0003:Handle|}() => throw null!;")]
    [InlineData("public Task<IObservable<IAsyncEnumerable<int>>> {|GTW0003:Handle|}() => throw null!;")]
    [InlineData("public System.Threading.Channels.ChannelReader<int> {|GTW0003:Handle|}() => throw null!;")]
    [InlineData("public System.IO.Stream {|GTW0003:Handle|}() => throw null!;")]
    [InlineData("public ref int {|GTW0003:Handle|}() => throw null!;")]
    [InlineData("public Span<int> {|GTW0003:Handle|}() => default;")]
    [InlineData("public Task<Task> {|GTW0003:Handle|}() => throw null!;")]
    [InlineData("public dynamic {|GTW0003:Handle|}() => 1;")]
    [InlineData("public WsResponse<int>? {|GTW0003:Handle|}() => null;")]
    public Task Return_OfUnsupportedType_IsReported(string handler) => Verify.VerifyAsync(InGateway(handler));

    [Fact]
    public Task Return_Message_NamesTheTypeAndSaysWhatToDo() => Verify.VerifyAsync(
        InGateway("public Span<int> {|GTW0003:Handle|}() => default;"),
        "'Handle' on 'A' returns 'Span<int>'; return void, Task, ValueTask, a serialisable type, WsResponse<T>, or an IAsyncEnumerable<T> or IObservable<T> of one");

    [Theory]
    [InlineData("public void Handle(string {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([MessageBody] ref int {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([MessageBody] in int {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([MessageBody] ReadOnlySpan<byte> {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([MessageBody] dynamic {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([MessageBody] Action {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([ConnectedSocket] string {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([MessageBody] IGatewayClient {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([MessageBody, FromServices] string {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([FromKeyedServices] string {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([Ack] string {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([MessageBody] IAck {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([MessageName] int {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([WsParam(\"value\")] DayOfWeek {|GTW0004:value|}) { }")]
    [InlineData("public void Handle([WsParam(\"value\"), MessageBody] string {|GTW0004:value|}) { }")]
    [InlineData("public void Handle(System.Threading.Channels.ChannelReader<int> {|GTW0004:value|}) { }")]
    [InlineData("public void Handle(IAsyncEnumerable<int>? {|GTW0004:value|}) { }")]
    [InlineData("public void Handle(IAsyncEnumerable<Action> {|GTW0004:value|}) { }")]
    [InlineData("public void Handle(GatewayContext {|GTW0004:value|}) { }")]
    public Task Parameter_ThatCannotBeBound_IsReported(string handler) => Verify.VerifyAsync(InGateway(handler));

    [Fact]
    public Task Parameter_Undecorated_MessageSaysWhichAttributes() => Verify.VerifyAsync(
        InGateway("public void Handle(string {|GTW0004:value|}) { }"),
        "Parameter 'value' of 'Handle' on 'A' cannot be bound: it says not where its value comes from; add [MessageBody] or [FromServices]");

    [Theory]
    [InlineData("connect")]
    [InlineData("connect_error")]
    [InlineData("disconnect")]
    [InlineData("disconnecting")]
    [InlineData("newListener")]
    [InlineData("removeListener")]
    [InlineData("")]
    [InlineData("\\ud800")]
    public Task EventName_ThatCannotTravel_IsReported(string name) => Verify.VerifyAsync(
        $$"""[WebSocketGateway("/a")] public partial class A { [{|GTW0006:SubscribeMessage("{{name}}")|}] public void Handle() { } }""");

    [Theory]
    [InlineData("Connect")]
    [InlineData("error")]
    [InlineData("room:joined 😀")]
    public Task EventName_ThatCanTravel_IsQuiet(string name) => Verify.VerifyAsync(
        $$"""[WebSocketGateway("/a")] public partial class A { [SubscribeMessage("{{name}}")] public void Handle() { } }""");

    [Fact]
    public Task EventName_Exception_IsAdvisedAgainst() => Verify.VerifyAsync(
        """[WebSocketGateway("/a")] public partial class A { [{|GTW1003:SubscribeMessage("exception")|}] public void Handle() { } }""",
        "'Handle' on 'A' handles 'exception', which is what the server sends its own errors as; choose another name");

    [Theory]
    [InlineData("public static void {|GTW0007:Handle|}() { }")]
    [InlineData("public void {|GTW0007:Handle|}<T>([MessageBody] T value) { }")]
    [InlineData("void IDisposable.{|GTW0007:Dispose|}() { }")]
    public Task Method_ThatCannotBeAHandler_IsReported(string handler) => Verify.VerifyAsync(
        $$"""[WebSocketGateway("/a")] public abstract partial class A : IDisposable { public void Dispose() { } [SubscribeMessage("e")] {{handler}} }""");

    [Fact]
    public Task AsyncVoid_Handler_IsReported() => Verify.VerifyAsync(
        InGateway("public async void {|GTW0008:Handle|}() => await Task.Yield();"),
        "'Handle' on 'A' is async void, so nobody awaits it and its exception ends the process; return Task");

    [Fact]
    public Task ReturnTask_AsyncVoidHandler_ReturnsTask() => Fix.VerifyAsync(
        InGateway("public async void {|GTW0008:Handle|}() => await Task.Yield();"),
        InGateway("public async Task Handle() => await Task.Yield();"));

    [Theory]
    [InlineData("public class A")]
    [InlineData("public abstract class A")]
    [InlineData("[WebSocketGateway(\"/a\")] public sealed partial class A")]
    public Task Subscription_InGatewayOrItsBase_IsQuiet(string declaration) =>
        Verify.VerifyAsync($$"""{{declaration}} { [SubscribeMessage("e")] public void Handle() { } }""");

    [Theory]
    [InlineData("public sealed class A")]
    [InlineData("public struct A")]
    [InlineData("public interface A")]
    public Task Subscription_WhereNoGatewayCanBe_IsAdvisedAgainst(string declaration) =>
        Verify.VerifyAsync($$"""{{declaration}} { [{|GTW1004:SubscribeMessage("e")|}] public void Handle() { } }""");

    [Fact]
    public Task Subscription_BesideCatchAll_IsReported() => Verify.VerifyAsync(
        """[WebSocketGateway("/a")] public partial class A { [SubscribeMessage("e"), {|GTW0015:CatchAll|}] public void Handle() { } }""",
        "'Handle' on 'A' has both [SubscribeMessage] and [CatchAll]; keep one");

    [Theory]
    [InlineData("[CatchAll] public void Handle([MessageName] string name) { }")]
    [InlineData("[CatchAll(MaxConcurrency = 2)] public Task<int> Handle([MessageBody] int body) => Task.FromResult(body);")]
    public Task CatchAll_OfSupportedForm_IsQuiet(string handler) => Verify.VerifyAsync($$"""[WebSocketGateway("/a")] public partial class A { {{handler}} }""");

    [Theory]
    [InlineData("[CatchAll] public void Handle(string {|GTW0004:name|}) { }")]
    [InlineData("[CatchAll] public Span<int> {|GTW0003:Handle|}() => default;")]
    [InlineData("[CatchAll] public async void {|GTW0008:Handle|}() => await Task.Yield();")]
    public Task CatchAll_OfUnsupportedForm_IsReported(string handler) => Verify.VerifyAsync($$"""[WebSocketGateway("/a")] public partial class A { {{handler}} }""");

    [Theory]
    [InlineData("public void Handle(IAck ack) { }")]
    [InlineData("public Task Handle([Ack] IAck ack) => Task.CompletedTask;")]
    [InlineData("public WsResponse<int> Handle(IAck ack) => default;")]
    [InlineData("public IAsyncEnumerable<int> Handle(IAck ack) => throw null!;")]
    public Task Result_BesideAck_ThatIsSent_IsQuiet(string handler) => Verify.VerifyAsync(InGateway(handler));

    [Theory]
    [InlineData("public Task<string> {|GTW1014:Handle|}(IAck ack) => throw null!;")]
    [InlineData("public int {|GTW1014:Handle|}([Ack] IAck ack) => 1;")]
    public Task Result_BesideAck_ThatIsDiscarded_IsAdvisedAgainst(string handler) => Verify.VerifyAsync(
        InGateway(handler),
        "'Handle' on 'A' answers by its IAck, so what it returns is discarded; return void or Task, or send it with the ack");

    private static string InGateway(string handler) => $$"""
        [WebSocketGateway("/a")]
        public partial class A
        {
            [SubscribeMessage("e")]
            {{handler}}
        }
        """;
}
