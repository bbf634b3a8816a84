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

    [Fact]
    public Task CatchAll_Second_IsReported() => Verify.VerifyAsync(
        """[WebSocketGateway("/a")] public partial class A { [CatchAll] public void First() { } [{|GTW0014:CatchAll|}] public void Second() { } }""",
        "'First' and 'Second' on 'A' both take what no other handler does and only 'First' would be called; remove one");

    [Fact]
    public Task CatchAll_OfBaseToo_IsReportedOnTheGateway() => Verify.VerifyAsync(
        """public class Base { [CatchAll] public void Second() { } } [WebSocketGateway("/a")] public partial class {|GTW0014:A|} : Base { [CatchAll] public void First() { } }""");

    [Fact]
    public Task CatchAll_BesideStar_IsQuiet() => Verify.VerifyAsync(
        """[WebSocketGateway("/a")] public partial class A { [CatchAll] public void First() { } [SubscribeMessage("*")] public void Second() { } }""");

    [Theory]
    [InlineData("/rooms/{id}")]
    [InlineData("rooms/{ID?}")]
    [InlineData("/rooms/{id:guid}/{page=1}")]
    [InlineData("/rooms/x{{y}}/{*id}")]
    [InlineData("/rooms/{**id}")]
    public Task RouteParameter_OfPath_IsQuiet(string path) => Verify.VerifyAsync(
        $$"""[WebSocketGateway("{{path}}")] public partial class A { [SubscribeMessage("e")] public void Handle([WsParam("id")] string value) { } }""");

    [Theory]
    [InlineData("/rooms")]
    [InlineData("/rooms/{room}")]
    [InlineData("/rooms/{{id}}")]
    [InlineData("/rooms/{id")]
    public Task RouteParameter_NotInPath_IsReported(string path) => Verify.VerifyAsync(
        $$"""[WebSocketGateway("{{path}}")] public partial class A { [SubscribeMessage("e")] public void Handle([{|GTW1017:WsParam("id")|}] string value) { } }""",
        $"Parameter 'value' of 'Handle' is bound to 'id', which is not in the path '{path}' of 'A'; add it there or rename it");

    [Fact]
    public Task RouteParameter_OfBase_IsReportedOnTheGatewayUnlessItMayBeMissing() => Verify.VerifyAsync("""
        public class Base
        {
            [SubscribeMessage("e")] public void Needed([WsParam("id")] string id) { }
            [SubscribeMessage("f")] public void Shared([WsParam("id")] string? id) { }
        }

        [WebSocketGateway("/a")] public partial class {|GTW1017:A|} : Base;
        [WebSocketGateway("/b/{id}")] public partial class B : Base;
        """);
}
