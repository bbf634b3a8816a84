using Fix = Gateways.Generators.Tests.Testing.CodeFixVerifier<Gateways.Analyzers.OverrideAnalyzer, Gateways.CodeFixes.RepeatSubscriptionCodeFix>;
using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.OverrideAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class OverrideAnalyzerTests
{
    [Theory]
    [InlineData("[SubscribeMessage(\"e\")] public override void Handle() { }")]
    [InlineData("[SubscribeMessage(\"other\")] public override void Handle() { }")]
    [InlineData("public override void Plain() { }")]
    [InlineData("public new void Handle() { }")]
    public Task Override_ThatKeepsItsSubscription_IsQuiet(string member) => Verify.VerifyAsync(Derive(member));

    [Fact]
    public Task Override_WithoutAttribute_IsAdvisedAgainst() => Verify.VerifyAsync(
        Derive("public override void {|GTW1001:Handle|}() { }"),
        "'Handle' on 'A' overrides the handler of 'e' and so removes it; repeat the attribute to keep it");

    [Fact]
    public Task RepeatSubscription_Override_HasTheSameAttribute() => Fix.VerifyAsync(
        """
        public class Base
        {
            [SubscribeMessage("e\"é", MaxConcurrency = 3)]
            public virtual void Handle() { }
        }

        [WebSocketGateway("/a")]
        public partial class A : Base
        {
            public override void {|GTW1001:Handle|}() { }
        }
        """,
        """
        public class Base
        {
            [SubscribeMessage("e\"é", MaxConcurrency = 3)]
            public virtual void Handle() { }
        }

        [WebSocketGateway("/a")]
        public partial class A : Base
        {
            [SubscribeMessage("e\"é", MaxConcurrency = 3)]
            public override void Handle() { }
        }
        """);

    private static string Derive(string member) => $$"""
        public class Base { [SubscribeMessage("e")] public virtual void Handle() { } public virtual void Plain() { } }
        [WebSocketGateway("/a")] public partial class A : Base { {{member}} }
        """;

    [Fact]
    public Task RepeatCatchAll_OnOverride_AddsTheAttribute() => Fix.VerifyAsync(
        """
        public class A { [CatchAll(MaxConcurrency = 2)] public virtual void Handle() { } }
        public class B : A
        {
            public override void {|GTW1001:Handle|}()
            {
            }
        }
        """,
        """
        public class A { [CatchAll(MaxConcurrency = 2)] public virtual void Handle() { } }
        public class B : A
        {
            [CatchAll(MaxConcurrency = 2)]
            public override void Handle()
            {
            }
        }
        """);

    [Theory]
    [InlineData("UseGuards<Guard>", "public override void {|GTW1016:Handle|}() { }", "[UseGuards<Guard>]")]
    [InlineData("Authorize, UseGuards<Guard>", "[UseGuards<Guard>] public override void {|GTW1016:Handle|}() { }", "[Authorize]")]
    [InlineData("Authorize, UseGuards<Guard>", "public override void {|GTW1016:Handle|}() { }", "[Authorize] and [UseGuards<Guard>]")]
    public Task Override_ThatDropsEnhancers_IsAdvisedAgainst(string attributes, string method, string dropped) => Verify.VerifyAsync(
        WithGuard(attributes, $"[SubscribeMessage(\"e\")] {method}"),
        $"'Handle' on 'B' overrides a handler with {dropped} and so drops it; repeat the attribute to keep it");

    [Theory]
    [InlineData("Authorize, UseGuards<Guard>", "[SubscribeMessage(\"e\"), UseGuards<Guard>, Authorize(\"more\")] public override void Handle() { }")]
    [InlineData("Obsolete", "[SubscribeMessage(\"e\")] public override void Handle() { }")]
    public Task Override_ThatKeepsEnhancers_IsQuiet(string attributes, string method) => Verify.VerifyAsync(WithGuard(attributes, method));

    private static string WithGuard(string attributes, string method) => $$"""
        using Microsoft.AspNetCore.Authorization;
        public sealed class Guard : IGuard { public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => default; }
        public class A { [SubscribeMessage("e"), {{attributes}}] public virtual void Handle() { } }
        public class B : A { {{method}} }
        """;
}
