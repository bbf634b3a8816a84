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
}
