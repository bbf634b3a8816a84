using AddInterface = Gateways.Generators.Tests.Testing.CodeFixVerifier<Gateways.Analyzers.HookAnalyzer, Gateways.CodeFixes.ImplementHookCodeFix>;
using ReturnTask = Gateways.Generators.Tests.Testing.CodeFixVerifier<Gateways.Analyzers.HookAnalyzer, Gateways.CodeFixes.ReturnTaskCodeFix>;
using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.HookAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class HookAnalyzerTests
{
    private const string Guard = "public sealed class Guard : IGuard { public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => default; }\n";

    [Theory]
    [InlineData("private Task HandleConnection(IGatewayClient client) => Task.CompletedTask;")]
    [InlineData("public static Task HandleConnection(IGatewayClient client) => Task.CompletedTask;")]
    [InlineData("public Task HandleConnection() => Task.CompletedTask;")]
    [InlineData("public Task HandleConnection(string client) => Task.CompletedTask;")]
    [InlineData("[SubscribeMessage(\"e\")] public Task HandleConnection(IGatewayClient client) => Task.CompletedTask;")]
    [InlineData("public override string ToString() => \"\";")]
    public Task Method_ThatIsNoHook_IsQuiet(string method) => Verify.VerifyAsync(InGateway("", method));

    [Fact]
    public Task Hook_WithInterface_IsQuiet() => Verify.VerifyAsync(InGateway(": IOnGatewayConnection", """
        public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => default;
        public void HandleConnection(IGatewayClient client) { }
        """));

    [Fact]
    public Task Hook_OutsideAGateway_IsQuiet() => Verify.VerifyAsync("public class A { public void HandleConnection(IGatewayClient client) { } }");

    [Theory]
    [InlineData("public void {|GTW1006:AfterInit|}(IGatewayServer server) { }", "AfterInit", "IOnGatewayInit")]
    [InlineData("public Task {|GTW1006:HandleConnectionAsync|}(IGatewayClient client) => Task.CompletedTask;", "HandleConnectionAsync", "IOnGatewayConnection")]
    [InlineData("public void {|GTW1006:handleDisconnect|}(IGatewayClient client) { }", "handleDisconnect", "IOnGatewayDisconnect")]
    [InlineData("public override Task {|GTW1006:{|CS0115:OnConnectedAsync|}|}() => Task.CompletedTask;", "OnConnectedAsync", "IOnGatewayConnection")]
    [InlineData("public void {|GTW1006:OnDisconnectedAsync|}(IGatewayClient client) { }", "OnDisconnectedAsync", "IOnGatewayDisconnect")]
    public Task Hook_WithoutInterface_IsAdvisedAgainst(string method, string name, string contract) => Verify.VerifyAsync(
        InGateway("", method),
        $"'{name}' on 'A' looks like a hook, but nobody calls it; implement {contract}");

    [Fact]
    public Task ImplementHook_MethodOfItsForm_NamesTheInterface() => AddInterface.VerifyAsync(
        InGateway("", "public ValueTask {|GTW1006:HandleConnectionAsync|}(IGatewayClient client, CancellationToken cancellationToken) => default;"),
        InGateway(": IOnGatewayConnection", "public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => default;"));

    [Theory]
    [InlineData("public ValueTask {|GTW1006:HandleConnection|}(IGatewayClient client, CancellationToken cancellationToken) => default;")]
    [InlineData("public Task {|GTW1006:HandleConnectionAsync|}(IGatewayClient client, CancellationToken cancellationToken) => Task.CompletedTask;")]
    [InlineData("public ValueTask {|GTW1006:HandleConnectionAsync|}(IGatewayClient client) => default;")]
    public Task ImplementHook_MethodOfAnotherForm_IsNotOffered(string method) => AddInterface.VerifyNoFixAsync(InGateway("", method));

    [Fact]
    public Task AsyncVoid_Hook_IsReported() => Verify.VerifyAsync(
        InGateway("", "public async void {|GTW0008:HandleDisconnect|}(IGatewayClient client) => await Task.Yield();"),
        "'HandleDisconnect' on 'A' is async void, so nobody awaits it and its exception ends the process; return ValueTask and implement IOnGatewayDisconnect");

    [Fact]
    public Task ReturnTask_AsyncVoidHook_ReturnsValueTask() => ReturnTask.VerifyAsync(
        InGateway("", "public async void {|GTW0008:HandleConnectionAsync|}(IGatewayClient client, CancellationToken token) => await Task.Yield();"),
        InGateway("", "public async ValueTask {|GTW1006:HandleConnectionAsync|}(IGatewayClient client, CancellationToken token) => await Task.Yield();"));

    [Theory]
    [InlineData("{|GTW1015:Authorize|}", "[Authorize]")]
    [InlineData("{|GTW1015:UseGuards<Guard>|}", "[UseGuards<Guard>]")]
    public Task Attribute_OnHook_IsAdvisedAgainst(string attribute, string name) => Verify.VerifyAsync(
        InGateway(": IOnGatewayConnection", $"[{attribute}] public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => default;"),
        $"'HandleConnectionAsync' on 'A' is no handler, so {name} has no effect; put it on the class, or use [UseConnectionGuards<T>] there");

    [Fact]
    public Task Attribute_OnOtherMethod_IsAdvisedAgainst() => Verify.VerifyAsync(
        InGateway("", "[{|GTW1015:Authorize(\"p\")|}] public void Forgotten() { }"),
        "'Forgotten' on 'A' is no handler, so [Authorize] has no effect; add [SubscribeMessage] or remove it");

    [Theory]
    [InlineData("public class A { [Authorize] public void Other() { } }")]
    [InlineData("public class A { [SubscribeMessage(\"e\"), UseGuards<Guard>] public void Handle() { } }")]
    [InlineData("[WebSocketGateway(\"/a\")] public partial class A { [CatchAll, UseGuards<Guard>, Authorize] public void Handle() { } [Obsolete] public void Old() { } }")]
    [InlineData("public class B { [SubscribeMessage(\"e\")] public virtual void Handle() { } } public class A : B { [UseGuards<Guard>] public override void Handle() { } }")]
    public Task Attribute_WithEffect_IsQuiet(string source) => Verify.VerifyAsync("using Microsoft.AspNetCore.Authorization;\n" + Guard + source);

    private static string InGateway(string bases, string members) => $$"""
        using Microsoft.AspNetCore.Authorization;

        {{Guard}}
        [WebSocketGateway("/a")]
        public partial class A{{(bases.Length > 0 ? " " + bases : "")}}
        {
            {{members}}
        }
        """;
}
