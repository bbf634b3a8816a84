using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.EventsAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class EventsAnalyzerTests
{
    [Fact]
    public Task Interface_OfEvents_IsQuiet() => Verify.VerifyAsync("""
        public interface IBase { Task Shared(int a, CancellationToken cancellationToken); }

        public interface IEvents : IBase
        {
            ValueTask None();
            ValueTask ThreeAsync(int a, string? b, List<int> c, CancellationToken cancellationToken = default);
            [Event("none:2")] ValueTask None(int a);
            ValueTask WithBody() => None();
            static int Tool<T>(ref T value) => 1;
        }

        [WebSocketGateway<IEvents>("/a")] public partial class A;
        [WebSocketGateway("/b")] public partial class B;
        """);

    [Theory]
    [InlineData("public class IEvents;")]
    [InlineData("public delegate void IEvents();")]
    public Task Type_ThatIsNoInterface_IsReported(string declaration) =>
        Verify.VerifyAsync($"{declaration} [{{|GTW0009:WebSocketGateway<IEvents>(\"/a\")|}}] public partial class A;");

    [Theory]
    [InlineData("int Property { get; }")]
    [InlineData("event Action Happened;")]
    [InlineData("int this[int index] { get; set; }")]
    [InlineData("ValueTask Generic<T>(T value);")]
    [InlineData("void Returns();")]
    [InlineData("ValueTask<int> Returns();")]
    [InlineData("ValueTask Four(int a, int b, int c, int d);")]
    [InlineData("ValueTask Tokens(CancellationToken a, CancellationToken b);")]
    [InlineData("ValueTask ByReference(ref int a);")]
    [InlineData("ValueTask Span(ReadOnlySpan<int> a);")]
    [InlineData("protected ValueTask Hidden();")]
    public Task Member_ThatIsNoEvent_IsReported(string member) =>
        Verify.VerifyAsync($"public interface IEvents {{ {member} }} [{{|GTW0010:WebSocketGateway<IEvents>(\"/a\")|}}] public partial class A;");

    [Fact]
    public Task Member_Message_NamesItAndSaysWhatToDo() => Verify.VerifyAsync(
        """public interface IEvents { void {|#1:Joined|}(); } [{|GTW0010:WebSocketGateway<IEvents>("/a")|}] public partial class A;""",
        "'Joined' of 'IEvents' cannot be emitted: it returns 'void'; return ValueTask or Task");

    [Theory]
    [InlineData("ValueTask Joined(); ValueTask {|#1:JoinedAsync|}();", "IEvents.Joined", "IEvents.JoinedAsync")]
    [InlineData("ValueTask Joined(); ValueTask {|#1:Joined|}(int a);", "IEvents.Joined", "IEvents.Joined")]
    [InlineData("ValueTask Joined(); [Event(\"joined\")] ValueTask {|#1:Other|}();", "IEvents.Joined", "IEvents.Other")]
    public Task Event_DeclaredTwice_IsReported(string members, string first, string second) => Verify.VerifyAsync(
        $"public interface IEvents {{ {members} }} [{{|GTW0011:WebSocketGateway<IEvents>(\"/a\")|}}] public partial class A;",
        $"'{first}' and '{second}' both emit 'joined', and clients cannot tell them apart; rename one or give it [Event]");

    [Fact]
    public Task Event_WithReservedName_IsReported() => Verify.VerifyAsync(
        """public interface IEvents { ValueTask {|#1:Disconnect|}(); } [{|GTW0006:WebSocketGateway<IEvents>("/a")|}] public partial class A;""",
        "The event name 'disconnect' of 'Disconnect' on 'IEvents' is reserved by Socket.IO and never arrives; choose another name");
}
