using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.SubscriptionAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class SubscriptionAnalyzerTests
{
    [Fact]
    public Task Events_OfDifferentNames_AreQuiet() => Verify.VerifyAsync("""
        public class Base { [SubscribeMessage("e")] public virtual void Handle() { } [SubscribeMessage("hidden")] public void Hidden() { } }

        [WebSocketGateway("/a")]
        public partial class A : Base
        {
            [SubscribeMessage("e")] public override void Handle() { }
            [SubscribeMessage("hidden")] public new void Hidden() { }
            [SubscribeMessage("E")] public void Other() { }
        }
        """);

    [Fact]
    public Task Event_HandledTwice_IsReportedOnTheSecond() => Verify.VerifyAsync(
        """[WebSocketGateway("/a")] public partial class A { [SubscribeMessage("e")] public void First() { } [{|GTW0005:SubscribeMessage("e")|}] public void Second() { } }""",
        "'First' and 'Second' on 'A' both handle 'e' and only 'First' would be called; remove one or rename its event");

    [Fact]
    public Task Event_HandledByBaseToo_IsReportedOnTheGateway() => Verify.VerifyAsync(
        """
        public class Base { [SubscribeMessage("e")] public void Inherited() { } }
        [WebSocketGateway("/a")] public partial class {|GTW0005:A|} : Base { [SubscribeMessage("e")] public void Own() { } }
        """,
        "'Own' and 'Inherited' on 'A' both handle 'e' and only 'Own' would be called; remove one or rename its event");

    [Fact]
    public Task PrivateHandler_OfBase_IsAdvisedAgainst() => Verify.VerifyAsync(
        """
        public class Base { [SubscribeMessage("e")] private void Handle() { } }
        [WebSocketGateway("/a")] public partial class {|GTW1005:A|} : Base;
        """,
        "'A' inherits the handler 'Handle' of 'Base', which it cannot call; make 'Handle' protected");

    [Fact]
    public Task PrivateHandler_OfTheGatewayItself_IsQuiet() =>
        Verify.VerifyAsync("""[WebSocketGateway("/a")] public partial class A { [SubscribeMessage("e")] private void Handle() { } }""");
}
