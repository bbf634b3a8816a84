using Fix = Gateways.Generators.Tests.Testing.CodeFixVerifier<Gateways.Analyzers.HubHabitAnalyzer, Gateways.CodeFixes.HubMemberCodeFix>;
using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.HubHabitAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class HubHabitAnalyzerTests
{
    [Theory]
    [InlineData("await {|GTW1012:{|CS0103:Clients|}.All.SendAsync|}(\"e\", 1);", "await Server.EmitAsync(\"e\", 1);")]
    [InlineData("await {|GTW1012:{|CS0103:Clients|}.Group(room).SendAsync|}(\"e\");", "await Server.To(room).EmitAsync(\"e\");")]
    [InlineData("await {|GTW1012:{|CS0103:Clients|}.Caller.SendAsync|}(\"e\", 1);", "await client.EmitAsync(\"e\", 1);")]
    [InlineData("await {|GTW1012:{|CS0103:Clients|}.Others.SendAsync|}(\"e\", 1);", "await client.Broadcast.EmitAsync(\"e\", 1);")]
    [InlineData("await {|GTW1012:{|CS0103:Clients|}.OthersInGroup(room).SendAsync|}(\"e\", 1);", "await client.To(room).EmitAsync(\"e\", 1);")]
    [InlineData("await {|GTW1012:{|CS0103:Clients|}.Client(room).SendAsync|}(\"e\", 1);", "await Server.ToClient(room).EmitAsync(\"e\", 1);")]
    [InlineData("await {|GTW1012:{|CS0103:Clients|}.User(room).SendAsync|}(\"e\", 1);", "await Server.ToUser(room).EmitAsync(\"e\", 1);")]
    [InlineData("await {|GTW1012:{|CS0103:Groups|}.AddToGroupAsync({|CS0103:Context|}.ConnectionId, room)|};", "await client.JoinAsync(room);")]
    [InlineData("await {|GTW1012:{|CS0103:Groups|}.RemoveFromGroupAsync({|CS0103:Context|}.ConnectionId, room, default)|};", "await client.LeaveAsync(room, default);")]
    [InlineData("await {|GTW1012:{|CS0103:Groups|}.AddToGroupAsync(\"x\", room)|};", "await Server.ToClient(\"x\").JoinAsync(room);")]
    [InlineData("_ = {|GTW1012:{|CS0103:Context|}.ConnectionId|};", "_ = client.Id;")]
    [InlineData("_ = {|GTW1012:{|CS0103:Context|}.User|}.Identity;", "_ = client.User.Identity;")]
    public Task HubMember_WithOneMeaning_IsReplaced(string habit, string replacement) => Fix.VerifyAsync(InGateway(habit), InGateway(replacement));

    [Fact]
    public Task HubMember_OfTypedHub_IsReplacedByTheServersEvents() => Fix.VerifyAsync(
        Typed("_ = {|GTW1012:{|CS0103:Clients|}.Group(\"r\")|}.Said(1);"),
        Typed("_ = server.To(\"r\").Emit.Said(1);"));

    [Theory]
    [InlineData("_ = {|GTW1012:{|CS0103:Clients|}.GroupExcept(room, \"x\")|};")]
    [InlineData("_ = {|GTW1012:{|CS0103:Clients|}.Others|}.Said(1);")]
    [InlineData("await {|GTW1012:{|CS0103:Clients|}.All.SendAsync|}(\"e\", 1, 2, 3, 4);")]
    [InlineData("_ = {|GTW1012:{|CS0103:Context|}.Items|};")]
    [InlineData("{|GTW1012:{|CS0103:Context|}.Abort|}();")]
    public Task HubMember_WithoutOneMeaning_IsNotReplaced(string habit) => Fix.VerifyNoFixAsync(InGateway(habit));

    [Fact]
    public Task HubMember_WithoutAServerAtHand_IsNotReplaced() => Fix.VerifyNoFixAsync(
        """[WebSocketGateway("/a")] public partial class A { [SubscribeMessage("e")] public void Handle() => _ = {|GTW1012:{|CS0103:Clients|}.All|}; }""");

    [Fact]
    public Task HubMember_SaysWhatToUse() => Verify.VerifyAsync(
        InGateway("await {|GTW1012:{|CS0103:Clients|}.Group(room).SendAsync|}(\"e\");"),
        "'Clients.Group' is a hub's; in a gateway use server.To(..).EmitAsync(..)");

    [Theory]
    [InlineData("[WebSocketGateway(\"/a\")] public partial class A { private readonly Dictionary<int, int> Clients = []; [SubscribeMessage(\"e\")] public void Handle() => _ = Clients.Count; }")]
    [InlineData("[WebSocketGateway(\"/a\")] public partial class A { [SubscribeMessage(\"e\")] public void Handle([MessageBody] string Context) => _ = Context.Length; }")]
    [InlineData("[WebSocketGateway(\"/a\")] public partial class A { [SubscribeMessage(\"e\")] public void Handle() => _ = {|CS0103:Clients|}.Mine; }")]
    [InlineData("public class A { public void Handle() => _ = {|CS0103:Clients|}.All; }")]
    public Task Name_ThatIsNotAHubs_IsQuiet(string source) => Verify.VerifyAsync(source);

    private static string Typed(string statement) => $$"""
        public interface IEvents { ValueTask Said(int text); }

        [WebSocketGateway<IEvents>("/a")]
        public partial class A(IGatewayServer<A, IEvents> server)
        {
            [SubscribeMessage("e")]
            public void Handle()
            {
                {{statement}}
            }
        }
        """;

    private static string InGateway(string statement) => $$"""
        [WebSocketGateway("/a")]
        public partial class A
        {
            [WebSocketServer] public IGatewayServer<A> Server { get; set; } = null!;

            [SubscribeMessage("e")]
            public async Task Handle([MessageBody] string room, IGatewayClient client)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
